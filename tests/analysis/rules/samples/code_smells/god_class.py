class Small:
    def __init__(self):
        self.a = 1

    def get(self):
        return self.a


class Manager:  # hit
    def __init__(self):
        self.a0 = 0
        self.a1 = 1
        self.a2 = 2
        self.a3 = 3
        self.a4 = 4
        self.a5 = 5
        self.a6 = 6
        self.a7 = 7
        self.a8 = 8
        self.a9 = 9
        self.a10 = 10
        self.a11 = 11

    def m0(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m1(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a1 + x

    def m2(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a2 + x

    def m3(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a3 + x

    def m4(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a4 + x

    def m5(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a5 + x

    def m6(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a6 + x

    def m7(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a7 + x

    def m8(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a8 + x

    def m9(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a9 + x

    def m10(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a10 + x

    def m11(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a11 + x

    def m12(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m13(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a1 + x

    def m14(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a2 + x

    def m15(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a3 + x

    def m16(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a4 + x

    def m17(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a5 + x

    def m18(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a6 + x

    def m19(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a7 + x

    def m20(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a8 + x

    def m21(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a9 + x

    def m22(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a10 + x

    def m23(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a11 + x


class Cohesive:
    def __init__(self):
        self.a0 = 0
        self.a1 = 1
        self.a2 = 2
        self.a3 = 3
        self.a4 = 4
        self.a5 = 5
        self.a6 = 6
        self.a7 = 7
        self.a8 = 8
        self.a9 = 9
        self.a10 = 10
        self.a11 = 11

    def m0(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m1(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m2(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m3(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m4(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m5(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m6(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m7(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m8(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m9(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m10(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m11(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m12(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m13(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m14(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m15(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m16(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m17(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m18(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m19(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m20(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m21(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m22(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

    def m23(self, x):
        x += 0
        x += 1
        x += 2
        x += 3
        x += 4
        x += 5
        x += 6
        x += 7
        x += 8
        x += 9
        return self.a0 + x

class Small:
    def get(self):
        return 1


class Crowd:  # hit
    def m0(self):
        return 0

    def m1(self):
        return 1

    def m2(self):
        return 2

    def m3(self):
        return 3

    def m4(self):
        return 4

    def m5(self):
        return 5

    def m6(self):
        return 6

    def m7(self):
        return 7

    def m8(self):
        return 8

    def m9(self):
        return 9

    def m10(self):
        return 10

    def m11(self):
        return 11

    def m12(self):
        return 12

    def m13(self):
        return 13

    def m14(self):
        return 14

    def m15(self):
        return 15

    def m16(self):
        return 16

    def m17(self):
        return 17

    def m18(self):
        return 18

    def m19(self):
        return 19

    def m20(self):
        return 20

    def m21(self):
        return 21

    def m22(self):
        return 22

    def m23(self):
        return 23

    def m24(self):
        return 24

    def m25(self):
        return 25

    def m26(self):
        return 26

    def m27(self):
        return 27

    def m28(self):
        return 28

    def m29(self):
        return 29

    def m30(self):
        return 30


class Just:
    def m0(self):
        return 0

    def m1(self):
        return 1

    def m2(self):
        return 2

    def m3(self):
        return 3

    def m4(self):
        return 4

    def m5(self):
        return 5

    def m6(self):
        return 6

    def m7(self):
        return 7

    def m8(self):
        return 8

    def m9(self):
        return 9

    def m10(self):
        return 10

    def m11(self):
        return 11

    def m12(self):
        return 12

    def m13(self):
        return 13

    def m14(self):
        return 14

    def m15(self):
        return 15

    def m16(self):
        return 16

    def m17(self):
        return 17

    def m18(self):
        return 18

    def m19(self):
        return 19

    def m20(self):
        return 20

    def m21(self):
        return 21

    def m22(self):
        return 22

    def m23(self):
        return 23

    def m24(self):
        return 24

    def m25(self):
        return 25

    def m26(self):
        return 26

    def m27(self):
        return 27

    def m28(self):
        return 28

    def m29(self):
        return 29


class Values:
    @property
    def p0(self):
        return 0

    @property
    def p1(self):
        return 1

    @property
    def p2(self):
        return 2

    @property
    def p3(self):
        return 3

    @property
    def p4(self):
        return 4

    @property
    def p5(self):
        return 5

    @property
    def p6(self):
        return 6

    @property
    def p7(self):
        return 7

    @property
    def p8(self):
        return 8

    @property
    def p9(self):
        return 9

    @property
    def p10(self):
        return 10

    @property
    def p11(self):
        return 11

    @property
    def p12(self):
        return 12

    @property
    def p13(self):
        return 13

    @property
    def p14(self):
        return 14

    @property
    def p15(self):
        return 15

    @property
    def p16(self):
        return 16

    @property
    def p17(self):
        return 17

    @property
    def p18(self):
        return 18

    @property
    def p19(self):
        return 19

    @property
    def p20(self):
        return 20

    @property
    def p21(self):
        return 21

    @property
    def p22(self):
        return 22

    @property
    def p23(self):
        return 23

    @property
    def p24(self):
        return 24

    @property
    def p25(self):
        return 25

    @property
    def p26(self):
        return 26

    @property
    def p27(self):
        return 27

    @property
    def p28(self):
        return 28

    @property
    def p29(self):
        return 29

    @property
    def p30(self):
        return 30

    @property
    def p31(self):
        return 31

    @property
    def p32(self):
        return 32

    @property
    def p33(self):
        return 33

    @property
    def p34(self):
        return 34

    @property
    def p35(self):
        return 35

    @property
    def p36(self):
        return 36

    @property
    def p37(self):
        return 37

    @property
    def p38(self):
        return 38

    @property
    def p39(self):
        return 39

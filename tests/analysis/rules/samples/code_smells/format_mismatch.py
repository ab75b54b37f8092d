def show(name, count, values):
    print("%s has %d" % (name,))  # hit
    print("%(name)s" % (name,))  # hit
    print("%s" % {"name": name, **values} if count else "%s %s" % {"a": name})  # hit
    print("%(name)s %s" % {"name": name})  # hit
    print("{} {}".format(name))  # hit
    print("{0} {}".format(name, count))  # hit
    print("{".format(name))  # hit
    print("%(name)s" % {"count": count})  # hit
    print("%y" % name)  # hit
    print("%(name)*d" % {"name": 5})  # hit
    print("%" % name)  # hit
    print("%d" % "five")  # hit
    print("%s has %d" % (name, count))
    print("%(name)s" % {"name": name})
    print("%s %s" % values)
    print("{} {}".format(name, count))
    print("{0} {1}".format(name, count))
    print("{{".format())
    print("100%")
    print(f"{name} has {count}")
    print("{name}".format(**values))
    print("{} {}".format(*values))
    print("%d%%" % count)
    print("%*d" % (5, count))

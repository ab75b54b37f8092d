def show(name, count, values):
    print("{}".format(name, count))  # hit
    print("{name}".format(name=name, count=count))  # hit
    print("%(name)s" % {"name": name, "count": count})  # hit
    print("{} {}".format(name, count))
    print("{name} {count}".format(name=name, count=count))
    print("%(name)s %(count)d" % {"name": name, "count": count})
    print("{name}".format(**values))
    print("%(name)s" % values)

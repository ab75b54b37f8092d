from gettext import gettext as _
from gettext import ngettext


def greet(name, count):
    first = _(f"Hello {name}")  # hit
    second = _("Hello {}".format(name))  # hit
    third = _("Hello %s" % name)  # hit
    fourth = _("Hello %s") % name
    fifth = _("Hello {}").format(name)
    sixth = ngettext("%d item", "%d items", count) % count
    seventh = _("Hello")
    return first, second, third, fourth, fifth, sixth, seventh

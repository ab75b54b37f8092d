def render(page, as_html=False):  # hit
    """Render a page."""
    if as_html:
        text = page.html()
        return text.encode()
    else:
        text = page.text()
        return text.strip()


def save(item, force: bool):  # hit
    if not force:
        item.check()
        item.write()
    else:
        item.lock()
        item.write()


def by_name(item, *, force=False):
    if force:
        item.lock()
        item.write()
    else:
        item.check()
        item.write()


def choose(item, first=True):
    if first:
        return item.a
    else:
        return item.b


def more_than_the_flag(item, force=False):
    if force:
        item.lock()
        item.check()
    else:
        item.check()
        item.open()
    item.write()


def _private(item, force=False):
    if force:
        item.lock()
        item.write()
    else:
        item.check()
        item.write()


def no_flag(item, name=None):
    if name:
        item.lock()
        item.write()
    else:
        item.check()
        item.write()

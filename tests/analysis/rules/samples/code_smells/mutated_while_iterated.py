def drop_empty(items, index, names):
    for item in items:
        if not item:
            items.remove(item)  # hit
    for key in index:
        del index[key]  # hit
    for key, value in index.items():
        if value:
            index.pop(key)  # hit
    for name in names:
        for other in name:
            names.discard(other)  # hit


class Registry:
    def clear(self):
        for key in self.entries.keys():
            self.entries.pop(key)  # hit


def copied(items, index):
    for item in list(items):
        items.remove(item)
    for key in [*index]:
        del index[key]
    for key, value in tuple(index.items()):
        index.pop(key)


def first_only(items):
    for item in items:
        if item.done:
            items.remove(item)
            break
    for item in items:
        if item.late:
            items.remove(item)
            return item
    return None


def queue(todo, others):
    for item in todo:
        todo.append(item.next)
        others.remove(item)
        item.todo.clear()


def later(items):
    for item in items:

        def drop(item=item):
            items.remove(item)

        item.on_close(drop)
    items.clear()

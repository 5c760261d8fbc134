"""Something to step through."""


def inner(number):
    doubled = number * 2
    return doubled + 1


def outer(count):
    total = 0
    for number in range(count):
        total += inner(number)
    if total > 1000:
        return None
    return total

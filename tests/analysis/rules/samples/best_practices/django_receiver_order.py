from django.db.models.signals import post_save
from django.dispatch import receiver

from app import traced


@traced
@receiver(post_save)  # hit
def first(sender, **options):
    return sender


@receiver(post_save)
@traced
def second(sender, **options):
    return sender


@receiver(post_save)
def third(sender, **options):
    return sender


@traced
def fourth(sender):
    return sender

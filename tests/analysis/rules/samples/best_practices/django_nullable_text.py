from django.db import models


class Order(models.Model):
    note = models.CharField(max_length=5, null=True)  # hit
    text = models.TextField(null=True, blank=True)  # hit
    code = models.CharField(max_length=5, null=True, unique=True, blank=True)
    name = models.CharField(max_length=5, blank=True, default="")
    size = models.IntegerField(null=True)
    at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

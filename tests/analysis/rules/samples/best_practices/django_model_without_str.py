from django.db import models


class Order(models.Model):  # hit
    name = models.CharField(max_length=5)


class Line(models.Model):
    name = models.CharField(max_length=5)

    def __str__(self):
        return self.name


class Base(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        abstract = True


class Plain:
    name = "x"

from celery import Celery

SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"  # hit
CELERY_TASK_SERIALIZER = "pickle"  # hit
CELERY_ACCEPT_CONTENT = ["json", "pickle"]  # hit

app = Celery("shop")
app.conf.task_serializer = "pickle"  # hit
app.conf.accept_content = {"application/x-python-serialize"}  # hit
app.conf.update(result_serializer="pickle", timezone="UTC")  # hit

app.conf.task_serializer = "json"
app.conf.accept_content = ["json", "msgpack"]
app.conf.update(result_serializer="json", timezone="UTC")
serializer = "pickle"
known = {"pickle": PickleCodec, "json": JsonCodec}


class Settings:
    SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
    CELERY_TASK_SERIALIZER = "json"
    CELERY_ACCEPT_CONTENT = ["json"]

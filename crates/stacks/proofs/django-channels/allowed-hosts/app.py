import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["ws.example.com"],
    INSTALLED_APPS=["channels"],
    SECRET_KEY="known to everybody, for a test only",
)
django.setup()

from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path


class Echo(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send(text_data=text_data, bytes_data=bytes_data)


routes = URLRouter([path("socket", Echo.as_asgi())])
application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": AllowedHostsOriginValidator(routes)}
)

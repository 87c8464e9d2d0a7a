"""The server's API, as a signed-in person or a device calls it."""
import http.client
import json
import urllib.parse


class Refused(Exception):
    pass


class Api:
    """The server, as a signed-in person or a device."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.headers = {"Content-Type": "application/json"}

    def send(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port or 80, timeout=30)
        try:
            payload = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else None
            connection.request(method, path, payload, {**self.headers, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {text[:300]}")
        return answer, json.loads(text) if text else None

    def get(self, path):
        return self.send("GET", path)[1]

    def post(self, path, body):
        return self.send("POST", path, body)[1]

    def sign_in(self, login, password):
        answer, session = self.send("POST", "/api/v1/session", {"login": login, "password": password})
        self.headers["Cookie"] = answer.getheader("Set-Cookie").split(";")[0]
        self.headers["X-CSRF-Token"] = session["csrf_token"]

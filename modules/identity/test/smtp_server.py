"""A mail server on a free port of this machine, for smtp_test: smtp_server.py FOLDER [--tls] [--auth USER:PASSWORD] [--refuse N].

Prints the port, then writes each message that it takes to FOLDER/<number>.eml with a line of JSON before it that says
who sent it to whom and how. --tls: offers STARTTLS with a certificate that it makes (FOLDER/certificate.pem). --auth: and
takes mail only from that user. --refuse: answers the first N messages with 451.
"""
import argparse
import asyncio
import json
import pathlib
import ssl
import subprocess

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("folder", type=pathlib.Path)
arguments.add_argument("--tls", action="store_true")
arguments.add_argument("--auth", default="")
arguments.add_argument("--refuse", type=int, default=0)
given = arguments.parse_args()


class Mailbox:
    def __init__(self):
        self.taken = 0
        self.to_refuse = given.refuse

    async def handle_DATA(self, server, session, envelope):
        if self.to_refuse > 0:
            self.to_refuse -= 1
            return "451 4.3.0 try again later"
        self.taken += 1
        head = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data or "",
        }
        (given.folder / f"{self.taken}.eml").write_bytes(json.dumps(head).encode() + b"\n" + envelope.content)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    user = data.login.decode()
    if f"{user}:{data.password.decode()}" != given.auth:
        return AuthResult(success=False, handled=False)
    return AuthResult(success=True, auth_data=user)


def tls_context():
    certificate, key = given.folder / "certificate.pem", given.folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def main():
    mailbox = Mailbox()
    context = tls_context() if given.tls else None
    loop = asyncio.get_running_loop()

    def connection():
        return SMTP(
            mailbox,
            hostname="localhost",
            tls_context=context,
            auth_required=bool(given.auth),
            authenticator=authenticate if given.auth else None,
            loop=loop,
        )

    server = await loop.create_server(connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())

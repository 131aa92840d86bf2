"""A way to the Postgres server of the tests that counts round trips, and may be as long as to another city."""

import os
import re
import socket
import threading
import time


class DistantServer:
    """Listens on a port of this machine and passes on what it gets, `delay` seconds later.

    A round trip is a question that follows an answer, or the first one.
    """

    def __init__(self, delay=0.0):
        parts = dict(re.findall(r"(\w+)=(\S+)", os.environ["LAMIN_TEST_POSTGRES"]))
        self.place = f"{parts['host']}/.s.PGSQL.{parts['port']}"
        self.delay = delay
        self.round_trips = 0
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._clerk = socket.create_server(("127.0.0.1", 0))
        self.clerk_port = self._clerk.getsockname()[1]  # tells whoever connects the number of round trips so far
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._tell, daemon=True).start()

    def address(self, database):
        return f"host=127.0.0.1 port={self.port} user=lamin password=secret dbname={database}"

    def close(self):
        self._server.close()
        self._clerk.close()

    def _tell(self):
        while True:
            try:
                visitor, _ = self._clerk.accept()
            except OSError:
                return
            with visitor, self._lock:
                visitor.sendall(str(self.round_trips).encode())

    def _accept(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.place)
            state = {"asked": False}
            threading.Thread(target=self._pass_on, args=(client, server, state, True), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(server, client, state, False), daemon=True).start()

    def _pass_on(self, source, target, state, is_question):
        while True:
            try:
                data = source.recv(1 << 20)
            except OSError:
                data = b""
            if not data:
                for end in (source, target):
                    try:
                        end.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass
                return
            with self._lock:
                if is_question and not state["asked"]:
                    self.round_trips += 1
                state["asked"] = is_question
            if self.delay:
                time.sleep(self.delay / 2)
            try:
                target.sendall(data)
            except OSError:
                return

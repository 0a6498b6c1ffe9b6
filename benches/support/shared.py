"""What the scripts share: a Python with the packages they need, generated input, and what a process costs."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "target/peers"


def with_packages(*packages):
    """Goes on in the virtual environment below target/, with these packages in it."""
    python = PEERS / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
    if Path(sys.prefix).resolve() != PEERS.resolve():
        os.execv(python, [str(python), *sys.argv])
    from importlib.metadata import PackageNotFoundError, version

    for package in packages:
        try:
            version(package)
        except PackageNotFoundError:
            # One that cannot be had leaves the others.
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
            subprocess.run(pip, check=False)


def program():
    """The release binary, built where it is not there or old."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "comention"], cwd=ROOT, check=True)
    return ROOT / "target/release/comention"


def generate(out, aliases, language, megabytes, source=None):
    """Makes a dictionary and transcripts below `out`; the same arguments give the same bytes."""
    command = ["cargo", "bench", "--quiet", "--bench", "generate", "--", str(out)]
    command += ["--aliases", str(aliases), "--language", language, "--megabytes", str(megabytes)]
    subprocess.run(command + (["--from", str(source)] if source else []), cwd=ROOT, check=True)
    return sorted((Path(out) / "text").iterdir())


class Cost:
    """What a process took: seconds by the clock, seconds of processors, and the most memory it held, in MB."""

    def __init__(self, command, cwd=None, stdin=None):
        started = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: {said.decode()}")
        self.clock = time.perf_counter() - started
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024 / 1e6

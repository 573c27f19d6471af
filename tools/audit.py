"""Look the locked packages up in the list of known vulnerabilities.

A found vulnerability fails; a service that does not answer is said in one line, since
`make check` also has to work offline.
"""

import json
import subprocess
import sys
from typing import Any

TIMEOUT = 180  # s


def main() -> int:
    """Audit the requirements files named on the command line; return the exit status."""
    files = [part for name in sys.argv[1:] for part in ("--requirement", name)]
    command = [sys.executable, "-m", "pip_audit", *files, "--require-hashes", "--disable-pip"]
    try:
        run = subprocess.run(
            [*command, "--format=json", "--progress-spinner=off"],
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"pip-audit: no answer within {TIMEOUT} s; nothing was audited")
        return 0
    if not run.stdout:
        print(f"pip-audit: nothing was audited: {run.stderr.strip().splitlines()[-1:]}")
        return 0
    return _tell(json.loads(run.stdout)["dependencies"])


def _tell(packages: list[dict[str, Any]]) -> int:
    audited = [package for package in packages if "skip_reason" not in package]
    vulnerable = [package for package in audited if package["vulns"]]
    for package in vulnerable:
        for found in package["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {found['id']}, mended in {mended}")
    print(
        f"pip-audit: {len(packages)} packages, {len(vulnerable)} vulnerable, "
        f"{len(packages) - len(audited)} not known to the service"
    )
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())

"""Steps at which a process of the service kills or stops itself, when it is told to.

The tests and the service share a folder. A file `<step>.<signal>` in it is for whichever process
comes to that step first: it gives the file its own number, and sends itself the signal.
"""

import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

BLOWS = (signal.SIGKILL, signal.SIGSTOP)
_POLL = 0.005  # s


@dataclass(frozen=True)
class Failpoints:
    """What is to happen at which step.

    Args:
        folder: shared with the service.
    """

    folder: Path

    def at(self, step: str) -> None:
        """Be told that a step is reached; in a process of the service."""
        for blow in BLOWS:
            armed = self._armed(step, blow)
            try:
                armed.rename(armed.with_name(f"{armed.name}.{os.getpid()}"))
            except FileNotFoundError:
                continue
            os.kill(os.getpid(), blow)
            time.sleep(0.05)  # other threads may be stopped a moment earlier than this one

    def hit(self, step: str, blow: Signals, patience: float) -> int:
        """Wait until somebody comes to a step, and meets a blow.

        Args:
            step: by its name.
            blow: SIGKILL or SIGSTOP.
            patience: s.

        Returns:
            Whom it has hit.

        Raises:
            TimeoutError: nobody came.
        """
        armed = self._armed(step, blow)
        armed.touch()
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for path in self._hits(armed):
                path.unlink()
                return int(path.suffix[1:])
            time.sleep(_POLL)
        armed.unlink(missing_ok=True)
        message = f"nobody came to the step {step!r}"
        raise TimeoutError(message)

    def _armed(self, step: str, blow: Signals) -> Path:
        return self.folder / f"{re.sub('[^a-z]+', '-', step)}.{blow.name}"

    def _hits(self, armed: Path) -> Iterator[Path]:
        return self.folder.glob(f"{armed.name}.*")

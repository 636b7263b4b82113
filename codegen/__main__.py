"""`python -m codegen` is `magento-codegen`: no traceback ends it while it is loaded, by Ctrl-C or for a lack."""

import gc


def main() -> None:
    """Run the command line and end the process with its code.

    A run is short and keeps nearly all that it loads and makes until its end: to look for garbage would cost a fifth of
    the time and find next to nothing.
    """
    gc.disable()
    try:
        from codegen.cli import main as run

        run()
    except KeyboardInterrupt:
        import os

        os.write(2, b"interrupted\n")
        os._exit(130)
    except ImportError as error:
        import sys

        from codegen.machine.requirements import missing

        line = missing(error)
        if line is None:
            raise
        sys.stderr.write(f"error: {line}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()

"""`python -m codegen` is `magento-codegen`: Ctrl-C ends it without a traceback, whatever is being loaded."""


def main() -> None:
    """Run the command line and end the process with its code."""
    try:
        from codegen.cli import main as run

        run()
    except KeyboardInterrupt:
        import os

        os.write(2, b"interrupted\n")
        os._exit(130)


if __name__ == "__main__":
    main()

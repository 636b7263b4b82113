"""`python -m codegen` is `magento-codegen`."""

from codegen.cli import main

if __name__ == "__main__":
    main()

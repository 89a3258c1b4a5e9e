"""What a maintainer runs now and then: the parts of the program as lists. Nothing here is in the package."""

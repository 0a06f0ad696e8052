"""What holds for every test: nothing is timed, for the first run of a compiled loop waits for the compiler."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")

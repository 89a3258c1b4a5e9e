"""A list of clinics for the site, and what its pages need to know of it."""

from functools import cached_property

from msgspec import Struct

from venevagt.care.clinic import Clinic


class Listing(Struct, frozen=True, dict=True):
    """The clinics that a site shows. `mail`: where an error is reported; empty: nowhere."""

    clinics: tuple[Clinic, ...]
    mail: str = ""

    @cached_property
    def fictitious(self) -> bool:
        """Whether some clinic is made up, which the page then says before anything else."""
        return any(clinic.fictitious for clinic in self.clinics)

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """Whose the records are, each once."""
        return tuple(sorted({clinic.licence for clinic in self.clinics if clinic.licence}))

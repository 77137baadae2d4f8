"""Numbers the evidence and says which exhibit proves what."""

from letterkit.domain.case import Evidence
from letterkit.domain.catalog import Catalog
from letterkit.marking import N_
from letterkit.rendering.wording import Wording


class Exhibits:
    """The evidence of one case in its order, worded in one language."""

    def __init__(self, evidence: tuple[Evidence, ...], catalog: Catalog, wording: Wording) -> None:
        self._catalog = catalog
        self._wording = wording
        self._named = [
            (self._name(piece, number), piece) for number, piece in enumerate(evidence, start=1)
        ]

    def lines(self) -> list[str]:
        """Return one line for each exhibit: its numbered name and what it shows."""
        return [
            self._wording.gettext(N_("%(name)s: %(shows)s"), name=name, shows=self._shows(piece))
            for name, piece in self._named
        ]

    def shown_by(self, what: str) -> str:
        """Return " (Photo 1)" for the exhibits that prove `what`, or nothing."""
        names = self.names(what)
        return f" ({names})" if names else ""

    def names(self, what: str) -> str:
        """Return "Photo 1, Video 2" for the exhibits that prove `what`, or nothing."""
        return ", ".join(name for name, piece in self._named if what in self._proves(piece))

    def _name(self, piece: Evidence, number: int) -> str:
        kind = self._catalog.evidence_kinds[piece.kind]
        return self._wording.gettext(kind.says, number=number)

    def _shows(self, piece: Evidence) -> str:
        exhibit = self._catalog.exhibits.get(piece.shows)
        if exhibit is None:
            return self._wording.own_words(piece.shows)
        return self._wording.gettext(exhibit.says)

    def _proves(self, piece: Evidence) -> tuple[str, ...]:
        exhibit = self._catalog.exhibits.get(piece.shows)
        return piece.proves or (exhibit.proves if exhibit else ())

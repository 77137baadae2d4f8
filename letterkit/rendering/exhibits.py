"""Numbers the evidence and says which exhibit proves what."""

from letterkit.domain.case import Evidence
from letterkit.domain.catalog import Catalog
from letterkit.marking import N_
from letterkit.rendering.wording import Wording


class Exhibits:
    """The evidence of one case in its order, worded in one language."""

    def __init__(self, evidence: tuple[Evidence, ...], catalog: Catalog, wording: Wording) -> None:
        self.lines: list[str] = []
        """One line for each exhibit: its numbered name and what it shows."""
        self.all_names: list[str] = []
        self._proving: dict[str, list[str]] = {}
        for number, piece in enumerate(evidence, start=1):
            name = wording.gettext(catalog.evidence_kinds[piece.kind].says, number=number)
            exhibit = catalog.exhibits.get(piece.shows)
            shows = wording.gettext(exhibit.says) if exhibit else wording.own_words(piece.shows)
            line = wording.gettext(N_("%(name)s: %(shows)s"), name=name, shows=shows)
            self.lines.append(line)
            self.all_names.append(name)
            for what in dict.fromkeys(piece.proves or (exhibit.proves if exhibit else ())):
                self._proving.setdefault(what, []).append(name)

    def shown_by(self, what: str) -> str:
        """Return " (Photo 1)" for the exhibits that prove `what`, or nothing."""
        return f" ({self.names(what)})" if what in self._proving else ""

    def names(self, what: str) -> str:
        """Return "Photo 1, Video 2" for the exhibits that prove `what`, or nothing."""
        return ", ".join(self._proving.get(what, ()))

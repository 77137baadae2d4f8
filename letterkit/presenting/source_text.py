"""Says where the numbers of a guide come from."""

from letterkit.domain.guide import Guide
from letterkit.domain.plan import CONFIDENCES
from letterkit.presenting.voice import Voice
from letterkit.rendering import formats


def sources_in_words(guide: Guide, voice: Voice) -> list[str]:
    """Return each source once: its title, how sure it is, and the day on which it was read."""
    said = []
    for source in guide.sources:
        sure = voice.say(CONFIDENCES[source.confidence])
        # letterkit's own caution is called just that.
        known = [] if sure == source.title else [sure]
        known.append(formats.day(source.read, voice.language))
        said.append(f"{source.title} ({', '.join(known)})")
    return list(dict.fromkeys(said))

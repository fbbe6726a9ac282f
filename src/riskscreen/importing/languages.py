"""Which language a header names: by its tag, or by the name that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

UNSAID = "und"  # what BCP 47 has for a language that nobody said
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IN_BRACKETS = re.compile(r"(.*)\(([^()]*)\)\s*", re.DOTALL)
_NAMES = """
af afrikaans; am amharic አማርኛ; ar arabic العربية عربي; az azerbaijani; bg bulgarian български; bn bengali bangla বাংলা;
bs bosnian bosanski; ca catalan català; cs czech čeština; da danish dansk; de german deutsch; el greek ελληνικά;
en english; es spanish español espanol castellano; et estonian eesti; fa farsi persian فارسی; fi finnish suomi;
fil filipino; fr french français francais; fy frisian frysk; gu gujarati; ha hausa; he hebrew עברית;
hi hindi हिन्दी हिंदी; hr croatian hrvatski; ht creole kreyòl; hu hungarian magyar; hy armenian; id indonesian bahasa;
ig igbo; is icelandic; it italian italiano; ja japanese 日本語; ka georgian; kk kazakh; km khmer ខ្មែរ; kn kannada;
ko korean 한국어; ku kurdish kurdî; ky kyrgyz; lg luganda; lo lao; lt lithuanian lietuvių; lv latvian latviešu;
mg malagasy; mk macedonian; ml malayalam; mn mongolian; mr marathi मराठी; ms malay; my burmese မြန်မာ; nb bokmål;
ne nepali नेपाली; nl dutch nederlands flemish vlaams; no norwegian norsk; ny chichewa; om oromo; pa punjabi;
pap papiamento papiamentu; pl polish polski; prs dari دری; ps pashto پښتو; pt portuguese português portugues;
rn kirundi; ro romanian română; ru russian русский; rw kinyarwanda; si sinhala; sk slovak slovenčina; sl slovenian;
sn shona; so somali soomaali; sq albanian shqip; sr serbian srpski српски; srn sranan; sv swedish svenska;
sw swahili kiswahili; ta tamil தமிழ்; te telugu; th thai ไทย; ti tigrinya ትግርኛ; tl tagalog; tr turkish türkçe;
uk ukrainian українська; ur urdu اردو; uz uzbek; vi vietnamese; wo wolof; xh xhosa; yo yoruba; zh chinese 中文;
zu zulu
"""
_TAG_OF = {name: entry.split()[0] for entry in _NAMES.split(";") for name in entry.split()[1:]}


def tag_of(named: str) -> str | None:
    """The tag of a language that is written as ``nl``, ``EN``, ``Dutch`` or ``Dutch (nl)``; None where it has none.

    Examples:
        >>> [tag_of(named) for named in ("EN", "pt_br", "Nederlands", "Spanish (Latin America)", "Anglish")]
        ['en', 'pt-BR', 'nl', 'es', None]
    """
    match = _IN_BRACKETS.fullmatch(named)
    parts = (match[2], match[1]) if match else (named,)
    return next((tag for part in parts if (tag := _TAG_OF.get(part.strip().casefold()) or _canonical(part))), None)


def is_tag(written: str) -> bool:
    """Whether this is the tag of a language, such as ``nl`` or ``fr-BE``."""
    return bool(_TAG.fullmatch(written))


def tags_of(names: Iterable[str], default: str | None) -> dict[str, str]:
    """The tag of each language that headers name, an empty text where one names none.

    What has no tag that is known gets one that says so: ``und``, and ``und-`` with the name.  A *default* is that of
    headers that name none; or else of the only name that is not known.
    """
    names = tuple(dict.fromkeys(names))
    tags = {name: tag for name in names if (tag := tag_of(name))}
    strange = [name for name in names if name and name not in tags]
    if "" in names:
        tags[""] = default or UNSAID
    elif default and len(strange) == 1 and default not in tags.values():
        tags[strange.pop()] = default
    for name in strange:
        tags[name] = _made_up(name, tags)
    return tags


def _canonical(written: str) -> str | None:
    first, *others = written.strip().replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(other.upper() if len(other) == 2 else other.title() if len(other) == 4 else
                                     other.lower() for other in others)])
    return tag if _TAG.fullmatch(tag) else None


def _made_up(name: str, tags: Mapping[str, str]) -> str:
    letters = re.sub("[^a-z0-9]", "", name.casefold())[:8]
    candidates = (f"{UNSAID}-{letters}", *(f"{UNSAID}-name{n}" for n in range(len(tags) + 1)))
    return next(tag for tag in candidates if tag not in tags.values() and _TAG.fullmatch(tag))

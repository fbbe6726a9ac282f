"""The fixed words of the command line, in each language that it speaks."""

from __future__ import annotations

import attrs


@attrs.frozen
class Words:
    """What the command line says by itself; everything else comes from an instrument or is explained by a result."""

    case: str
    instrument: str
    level: str
    unknown_count: str
    demo_title: str
    demo_in_full: str
    demo_no_validation: str
    id: str
    version: str
    status: str
    languages: str
    title: str
    list_next: str
    how_to_answer: str
    explanation: str
    back: str
    stop: str
    unknown: str
    several: str
    one_of: str
    item_of: str
    now: str
    enter_keeps: str
    may_not_apply: str
    enter_leaves_open: str
    whole_number: str
    decimal_number: str
    text: str
    no_guidance: str
    look_for: str
    not_understood: str
    not_fitting: str
    too_long: str
    first_item: str
    no_longer_asked: str
    because: str
    source: str
    indicators: str
    no_such_indicator: str
    still_open: str
    save_where: str
    saved: str
    not_saved: str
    comes_next: str
    may_come_next: str
    is_not_installed: str
    may_be_next_and_is_not_installed: str
    how_to_go_on: str
    go_on: str
    yes: str
    no: str


ENGLISH = Words(
    case="case",
    instrument="instrument",
    level="level",
    unknown_count="unknown",
    demo_title="The example cases, each screened with the instrument that it was answered for:",
    demo_in_full="One of them in full: {case}",
    demo_no_validation=(
        "For the cases 21 and 24 a level was published, and it is reached here too. That is no validation: the rules "
        "were written by people who knew these outcomes. Nothing here says how often a level turns out right."),
    id="id",
    version="version",
    status="status",
    languages="languages",
    title="title",
    list_next="riskscreen show ID shows one of them; riskscreen ask ID asks its items.",
    how_to_answer="Answer each item with the number or the id of an option. Besides:",
    explanation="explanation",
    back="back",
    stop="stop, and keep what is answered",
    unknown="Unknown: looked into, and impossible to tell",
    several="one of these, not known which; of numbers 10..20",
    one_of="one of {answers}",
    item_of="{number} of {total}",
    now="Answer now: {answer}.",
    enter_keeps="Enter keeps it.",
    may_not_apply="Whether this applies depends on an answer that is unknown.",
    enter_leaves_open="Enter leaves it open.",
    whole_number="a whole number from {least} to {most}",
    decimal_number="a number from {least} to {most}, with decimals after a point (at most {places})",
    text="a text of at most {most} characters",
    no_guidance="There is no further explanation of this item.",
    look_for="What to look for:",
    not_understood="That is none of the answers. Choose from: {known}.",
    not_fitting="That is not an answer here. Give {known}.",
    too_long="That is too long, or holds characters that are no text.",
    first_item="This is the first item.",
    no_longer_asked="No longer asked, so the answer is taken out: {items}.",
    because="Because (Enter: nothing to add)",
    source="Source (Enter: nothing to add)",
    indicators="Seen (numbers or ids, with spaces between; Enter: none of these)",
    no_such_indicator="There is no {name} among them.",
    still_open="Left open: {items}.",
    save_where="Save the answers in which file? (Enter: do not save)",
    saved="The answers are saved in {file}.",
    not_saved="The answers are not saved.",
    comes_next="{title} ({id}) comes next.",
    may_come_next="{title} ({id}) may come next: that depends on the open answers.",
    is_not_installed="{id} comes next. It is not installed here.",
    may_be_next_and_is_not_installed="{id} may come next: that depends on the open answers. It is not installed here.",
    how_to_go_on="riskscreen ask {id} asks its items.",
    go_on="Go on with it now? Answers that are carried over, and can still be changed: {n}. (yes, or Enter for no)",
    yes="yes",
    no="no",
)

DUTCH = Words(
    case="zaak",
    instrument="instrument",
    level="niveau",
    unknown_count="onbekend",
    demo_title="De voorbeeldzaken, elk gescreend met het instrument waarvoor de antwoorden zijn gegeven:",
    demo_in_full="Een ervan volledig: {case}",
    demo_no_validation=(
        "Voor de zaken 21 en 24 is een niveau gepubliceerd, en dat komt er hier ook uit. Dat is geen validatie: wie de "
        "regels schreef, kende deze uitkomsten. Niets hier zegt hoe vaak een niveau juist blijkt te zijn."),
    id="id",
    version="versie",
    status="status",
    languages="talen",
    title="titel",
    list_next="riskscreen show ID toont er een; riskscreen ask ID stelt de vragen.",
    how_to_answer="Beantwoord elke vraag met het nummer of de id van een antwoord. Verder:",
    explanation="uitleg",
    back="terug",
    stop="stoppen, en bewaren wat er al is",
    unknown="Onbekend: nagegaan, en niet te zeggen",
    several="een van deze, niet bekend welke; bij getallen 10..20",
    one_of="een van {answers}",
    item_of="{number} van {total}",
    now="Antwoord nu: {answer}.",
    enter_keeps="Met Enter blijft dat zo.",
    may_not_apply="Of deze vraag van toepassing is, hangt af van een antwoord dat onbekend is.",
    enter_leaves_open="Met Enter blijft de vraag open.",
    whole_number="een geheel getal van {least} tot en met {most}",
    decimal_number="een getal van {least} tot en met {most}, met decimalen na een punt (hoogstens {places})",
    text="een tekst van hoogstens {most} tekens",
    no_guidance="Bij deze vraag is er geen verdere uitleg.",
    look_for="Waarop te letten:",
    not_understood="Dat is geen van de antwoorden. Kies uit: {known}.",
    not_fitting="Dat is hier geen antwoord. Geef {known}.",
    too_long="Dat is te lang, of er staan tekens in die geen tekst zijn.",
    first_item="Dit is de eerste vraag.",
    no_longer_asked="Niet meer van toepassing, dus het antwoord vervalt: {items}.",
    because="Omdat (Enter: niets toe te voegen)",
    source="Bron (Enter: niets toe te voegen)",
    indicators="Gezien (nummers of ids, met spaties ertussen; Enter: geen van deze)",
    no_such_indicator="{name} staat er niet bij.",
    still_open="Nog open: {items}.",
    save_where="In welk bestand moeten de antwoorden komen? (Enter: niet bewaren)",
    saved="De antwoorden staan in {file}.",
    not_saved="De antwoorden zijn niet bewaard.",
    comes_next="Hierna komt {title} ({id}).",
    may_come_next="Misschien komt hierna {title} ({id}): dat hangt af van de open antwoorden.",
    is_not_installed="Hierna komt {id}. Dat is hier niet geïnstalleerd.",
    may_be_next_and_is_not_installed=(
        "Misschien komt hierna {id}: dat hangt af van de open antwoorden. Dat is hier niet geïnstalleerd."),
    how_to_go_on="riskscreen ask {id} stelt de vragen.",
    go_on="Daar nu mee verdergaan? Antwoorden die worden overgenomen, en die u nog kunt wijzigen: {n}. "
          "(ja, of Enter voor nee)",
    yes="ja",
    no="nee",
)


def words_in(language: str | None) -> Words:
    """The words in this language; in English where the command line does not speak it."""
    return DUTCH if language == "nl" else ENGLISH


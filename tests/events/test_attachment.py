"""What the words around a place say of it: an event was there, or it is a border, a speaker's, a way's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Span

from cases import table
from sahel_events.events.attachment import in_office, is_attached, is_context, on_way, reached, speaks_there
from sahel_events.events.reading import Sentence

Placed = Callable[[str], tuple[Sentence, Span]]

ATTACHED = [
    ("Gunmen killed two men in «Gao».", True, "in"),
    ("Gunmen killed two men near «Gao».", True, "near"),
    ("Gunmen attacked the village of «Solhan».", True, "the village of"),
    ("Gunmen attacked the town of «Djibo».", True, "the town of"),
    ("Two men were abducted south of «Goundam».", True, "a side of it"),
    ("Six died when a column was attacked outside Ber, east of «Timbuktu».", False, "a side that says where"),
    ("Gunmen killed two men 20 km from «Djibo».", True, "so far from"),
    ("Gunmen killed two men 20 kilometres from «Djibo».", True, "so many kilometres from"),
    ("Gunmen killed two men 12 miles from «Djibo».", True, "so many miles from"),
    ("Gunmen killed two men not far from «Djibo».", True, "not far from"),
    ("Gunmen killed two men from «Djibo».", False, "where they came from"),
    ("Gunmen attacked a post at the entrance to «Djibo».", True, "the entrance to"),
    ("The minister spoke to «Djibo».", False, "to, by itself"),
    ("Soldiers travelling in «Mali» were killed.", False, "on a way"),
    ("Traders moving between Boni and «Hombori» were killed.", False, "an end of a way"),
    ("The president of «Mali» was overthrown.", False, "of, behind no place"),
]


@pytest.mark.parametrize(("text", "expected"), table(ATTACHED))
def test_a_preposition_of_place_governs_it(placed: Placed, text: str, expected: bool) -> None:
    assert is_attached(*placed(text)) is expected


CONTEXT = [
    ("Gunmen killed two men in «Solhan».", False, "plain"),
    ("Gunmen killed two men near the border with «Mali».", True, "a border with it"),
    ("Gunmen killed two men along the frontier of «Mali».", True, "a frontier"),
    ("Gunmen killed two men in villages bordering «Mali».", True, "bordering"),
    ("Gunmen killed two men near the borders of «Mali».", True, "borders"),
    ("Gunmen killed a man in the border village of «Tangounga».", False, "a village on a border"),
    ("Gunmen killed two men at the border in «Kantchari».", False, "at the border in it"),
    ("Gunmen killed two men at the «Mali» border.", True, "its border"),
    ("Gunmen killed two men at the «Mali» frontier.", True, "its frontier"),
    ("Gunmen killed two men at the «Kantchari» border post.", False, "a post on the border"),
    ("A «Bamako»-based analyst said that gunmen killed two men.", True, "based there"),
    ("A «Bamako»-led force killed two men.", True, "led from there"),
    ("A «Bamako»-backed militia killed two men.", True, "backed from there"),
    ("A «Bamako»-born preacher was killed.", True, "born there"),
    ("A «Bamako»-owned lorry was burned.", True, "owned there"),
    ("Gunmen killed two men, «Gao»'s mayor said.", True, "whose it is"),
    ("Gunmen from «Mali» killed two men.", True, "from"),
    ("Gunmen killed two men 40 km from «Djibo».", False, "so far from"),
    ("Gunmen killed two men on their way to «Djibo».", True, "to"),
    ("Gunmen killed two men at the entrance to «Djibo».", False, "the entrance to"),
    ("France signed an accord with «Mali».", True, "with"),
    ("The attack was condemned by «Mali».", True, "by"),
    ("Traders had left for «Djibo».", True, "for"),
    ("The war in countries like «Mali» goes on.", True, "like"),
    ("The militants fight against «Mali».", True, "against"),
    ("Fewer died in Niger than «Mali».", True, "than"),
    ("The hostages came home via «Bamako».", True, "via"),
    ("The hostages came from the «Liptako».", True, "from the"),
    ("France broke with the «Liptako».", True, "with the"),
    ("France sent men to the «Liptako».", True, "to the"),
    ("Gunmen killed two men 40 kilometres from the «Liptako».", False, "so far from the"),
    ("The toll that «Nouakchott» made public was of nine dead.", True, "a capital that speaks"),
    ("Gunmen attacked the provincial capital of «Djibo».", False, "a capital of a province"),
    ("Gunmen abducted the mayor of «Djibo».", False, "the mayor lives there"),
    ("The mayor of «Konna» said that two youths were killed.", True, "the mayor speaks"),
    ("The president of «Mali» was killed.", True, "a title"),
    ("The army told reporters in «Bamako» that gunmen killed two men.", True, "told there"),
    ("Clashes were reported near «Kadial».", False, "reported of it"),
    ("Two men died in an attack reported in «Kadial».", False, "an attack reported in it"),
    ("The attackers arrived in «Silgadji» at noon.", False, "attackers arrived"),
    ("The minister arrived in «Silgadji» at noon.", True, "a visitor arrived"),
    ("A trader who now lives with an aunt in «Dori» lost his father.", True, "who lives there now"),
    ("In «Abidjan» on December 21, he announced that the soldiers had been killed.", True, "where he spoke"),
    ("In «Moundou» 32 people are said to have been killed.", False, "said of it"),
    ("Others recalled «Gao», where soldiers opened fire on young people.", False, "where it was"),
    ("Civilians travelling in a minibus near «Petaka» were abducted.", False, "who was on a way there"),
    ("Civilians travelling to a market near «Petaka» were abducted.", True, "on a way to it"),
]


@pytest.mark.parametrize(("text", "expected"), table(CONTEXT))
def test_the_event_was_elsewhere(placed: Placed, text: str, expected: bool) -> None:
    assert is_context(*placed(text)) is expected


SPEAKS = [
    ("Gunmen killed ten civilians, a security source in «Bamako» claimed.", True, "a source claims"),
    ("Gunmen killed ten civilians, a spokesman in «Bamako» said.", True, "a spokesman says"),
    ("A source in «Bamako» was killed by gunmen.", False, "killed"),
    ("Gunmen killed a spokesman near «Bamako».", False, "near, not in"),
    ("Gunmen killed ten civilians in «Bamako», a spokesman said.", False, "the killing was there"),
]


@pytest.mark.parametrize(("text", "expected"), table(SPEAKS))
def test_somebody_speaks_there(placed: Placed, text: str, expected: bool) -> None:
    assert speaks_there(*placed(text)) is expected


REACHED = [
    ("They then headed for «Sebba», where they killed three more.", True, "headed for it, where"),
    ("A second column made for «Sebba» and killed 20 inhabitants.", True, "made for it, and"),
    ("They moved on to the town of «Sebba» and killed three gendarmes.", True, "moved on to the town of"),
    ("They headed for «Sebba» but were killed.", False, "killed on the way"),
    ("They headed for «Sebba», where three of them were killed.", False, "who suffered there"),
    ("They killed three people and headed for «Sebba».", False, "killed before"),
    ("Villagers headed for «Sebba» and gunmen killed three.", False, "civilians went there"),
    ("They killed three in «Sebba» and wounded two.", False, "no verb of going"),
]


@pytest.mark.parametrize(("text", "expected"), table(REACHED))
def test_attackers_went_on_and_struck_there(placed: Placed, text: str, expected: bool) -> None:
    assert reached(*placed(text)) is expected


ON_WAY = [
    ("Gendarmes were ambushed en route from «Djibo» to Inata.", True, "from"),
    ("Gendarmes were ambushed en route from Djibo to «Inata».", True, "to"),
    ("Gunmen stopped a bus on the road to «Gao».", True, "the road"),
    ("Gunmen stopped a bus on the highway to «Gao».", True, "the highway"),
    ("Gunmen stopped a bus on the axis of «Gao».", True, "the axis"),
    ("Traders travelling to «Gao» were abducted.", True, "travelling"),
    ("Gunmen stopped a bus in «Gao».", False, "no way"),
    ("On the road they met six men who lived in «Gao».", False, "a road far before"),
]


@pytest.mark.parametrize(("text", "expected"), table(ON_WAY))
def test_a_name_is_an_end_of_a_way(placed: Placed, text: str, expected: bool) -> None:
    assert on_way(*placed(text)) is expected


OFFICE = [
    ("Gunmen abducted the mayor of «Djibo».", True, "mayor"),
    ("Gunmen abducted the prefect of «Djibo».", True, "prefect"),
    ("Gunmen abducted the imam of «Djibo».", True, "imam"),
    ("Gunmen abducted the village chief of «Djibo».", True, "chief"),
    ("Gunmen abducted the bishop of «Djibo».", True, "bishop"),
    ("Gunmen killed ten people of «Djibo».", True, "people"),
    ("Gunmen killed ten people in «Djibo».", False, "in"),
    ("Gunmen attacked the village of «Djibo».", False, "no office"),
]


@pytest.mark.parametrize(("text", "expected"), table(OFFICE))
def test_a_place_is_that_of_an_office(placed: Placed, text: str, expected: bool) -> None:
    assert in_office(*placed(text)) is expected

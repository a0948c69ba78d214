from __future__ import annotations

import pytest

from sahel_events.corpus.language import detect_language

TEXTS = [
    ("en", "The army said on Monday that five of its men had been killed in the north of the country when "
     "their vehicle "
           "was hit by a mine, and that it would find those who were behind it."),
    ("fr", "L'armée a annoncé lundi que cinq de ses hommes avaient été tués dans le nord du pays lorsque "
     "leur véhicule a "
           "sauté sur une mine, et que les auteurs de cette attaque seraient retrouvés."),
    ("es", "El ejército dijo el lunes que cinco de sus hombres murieron en el norte del país cuando su "
     "vehículo pisó una "
           "mina, y que los responsables del ataque serán encontrados por las fuerzas de seguridad."),
    ("de", "Die Armee teilte am Montag mit, dass fünf ihrer Männer im Norden des Landes getötet wurden, als "
     "ihr Fahrzeug "
           "auf eine Mine fuhr, und dass sie die Täter finden werde. Auch in der Stadt wurde geschossen."),
    ("und", "قال الجيش يوم الاثنين إن خمسة من رجاله قتلوا في شمال البلاد عندما اصطدمت سيارتهم بلغم أرضي "
     "وإنه سيعثر على من "
            "يقفون وراء الهجوم وإن التحقيق جار في المنطقة الحدودية مع النيجر وبوركينا فاسو"),
    (None, "Five killed in Gao"),
    ("en", "HEADLINES: Five killed in the north of Mali. French minister to visit Niger. Army says that it "
     "retook Kidal. "
           "“Nous ne partirons pas”, says the president. Drought in the Sahel: what is to be done about it?"),
]


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=[f"{code}: {text[:20]}" for code, text in TEXTS])
def test_detect_language(code, text):
    assert detect_language(text) == code

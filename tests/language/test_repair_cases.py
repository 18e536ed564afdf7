"""One tree for each repair, and for each its near misses that stay as they are: word/tag/head/label, heads from 0."""

import pytest
import spacy
from spacy.tokens import Doc

from attrigraph.language.repairs import TreeRepairer

VOCAB = spacy.blank("en").vocab  # with the lower-case forms
POS = {
    "VB": "VERB", "NN": "NOUN", "IN": "ADP", "TO": "PART", "RB": "ADV", "JJ": "ADJ", "CC": "CCONJ", "CD": "NUM",
    "DT": "DET", "PR": "PRON", "WP": "PRON", "WD": "PRON", "UH": "INTJ",
}  # fmt: skip


def tree(text: str) -> Doc:
    rows = [word.rsplit("/", 3) for word in text.split()]
    return Doc(
        VOCAB,
        words=[word for word, *_ in rows],
        tags=[tag for _, tag, _, _ in rows],
        lemmas=[word.lower() for word, *_ in rows],
        pos=["AUX" if dep in ("aux", "aux:pass", "cop") else _pos(tag) for _, tag, _, dep in rows],
        heads=[int(head) for _, _, head, _ in rows],
        deps=[dep for *_, dep in rows],
    )


def _pos(tag: str) -> str:
    return "PROPN" if tag.startswith("NNP") else POS.get(tag[:2], "PUNCT")


def arcs(doc: Doc) -> set[str]:
    return {f"{t.head.text} {t.dep_} {t.text}" for t in doc}


CASES = {
    "the subject is the verb's": (
        "Officials/NNS/1/nsubj have/VBP/2/aux declined/VBN/2/ROOT",
        {"declined nsubj Officials"},
    ),
    "who stands after and": (
        "It/PRP/1/nsubj:pass stood/VBD/1/ROOT in/IN/3/case Minsk/NNP/1/obl and/CC/5/cc Belarus/NNP/3/conj"
        " has/VBZ/8/aux been/VBN/8/aux:pass accused/VBN/1/conj",
        {"accused nsubj:pass Belarus", "accused cc and", "stood conj accused"},
    ),
    "a verb before its object, in a clause": (
        "said/VBD/0/ROOT that/IN/5/mark hackers/NNS/4/nsubj had/VBD/4/aux targeted/VBN/5/amod banks/NNS/0/ccomp",
        {"said ccomp targeted", "targeted obj banks", "targeted mark that", "targeted nsubj hackers"},
    ),
    "the preposition of an adjective": (
        "campaign/NN/0/ROOT against/IN/2/case Israeli/JJ/3/amod banks/NNS/0/nmod",
        {"banks case against", "banks amod Israeli"},
    ),
    "whom a State backs": (
        "government/NN/1/nsubj backed/VBD/1/ROOT hackers/NNS/1/obj steal/VBP/1/xcomp mail/NN/3/obj",
        {"steal ROOT steal", "steal nsubj hackers", "hackers amod backed", "backed compound government"},
    ),
    "which groups": (
        "linked/VBD/0/ROOT to/IN/2/mark hacking/VBG/0/advcl groups/NNS/2/obj",
        {"linked obl groups", "groups compound hacking", "groups case to"},
    ),
    "whose officials": (
        "named/VBD/0/ROOT US/NNP/0/obj officials/NNS/0/xcomp",
        {"named obj officials", "officials compound US"},
    ),
    "the speaker after a quotation": (
        "go/VB/3/ccomp ,/,/3/punct ''/''/3/punct declared/VBD/3/ROOT Rama/NNP/3/obj",
        {"declared nsubj Rama"},
    ),
    "what is assessed": (
        "assessment/NN/0/ROOT that/IN/3/mark Iran/NNP/3/nsubj launched/VBD/0/acl:relcl attacks/NNS/3/obj",
        {"assessment acl launched"},
    ),
    "which accusation": (
        "accusation/NN/0/ROOT that/IN/3/obj Iran/NNP/3/nsubj denied/VBD/0/acl",
        {"accusation acl:relcl denied"},
    ),
    "an object of its own": (
        "explained/VBD/0/ROOT that/IN/2/mark inquiry/NN/0/ccomp gave/VBD/2/acl us/PRP/3/iobj proof/NN/3/obj",
        {"explained ccomp gave", "gave nsubj inquiry", "gave mark that"},
    ),
    "a clause of time": (
        "After/IN/1/case Germany/NNP/2/obl blamed/VBD/5/ccomp Russia/NNP/2/obj NATO/NNP/5/nsubj spoke/VBD/5/ROOT",
        {"blamed mark After", "blamed nsubj Germany", "spoke advcl blamed"},
    ),
    "nobody is addressed": (
        "Viasat/NNP/5/vocative ,/,/0/punct in/IN/3/case March/NNP/5/obl ,/,/5/punct named/VBD/5/ROOT nobody/NN/5/obj",
        {"named nsubj Viasat"},
    ),
    "nobody stands before the and of his verb": (
        "blamed/VBD/0/ROOT APT28/NNP/0/obj ,/,/6/punct a/DT/4/det group/NN/6/nsubj and/CC/6/cc"
        " condemned/VBD/0/parataxis it/PRP/6/obj",
        {"APT28 appos group", "blamed conj condemned"},
    ),
    "with whom": (
        "told/VBD/0/ROOT partners/NNS/0/obj ,/,/6/punct with/IN/4/case whom/WP/6/obl we/PRP/6/nsubj share/VBP/0/advcl",
        {"partners acl:relcl share"},
    ),
    "a participle, then the verb": (
        "condemnation/NN/2/nsubj ,/,/0/punct issued/VBN/2/ROOT Monday/NNP/2/obl ,/,/5/punct named/VBD/2/conj"
        " nobody/NN/5/obj",
        {"named nsubj condemnation", "condemnation acl issued", "named ROOT named"},
    ),
    "a name is no sentence": (
        "Centre/NNP/0/ROOT ,/,/2/punct known/VBN/0/acl by/IN/4/case number/NN/2/obl ,/,/6/punct prepared/VBN/2/advcl"
        " attacks/NNS/6/obj",
        {"prepared nsubj Centre", "Centre acl known", "prepared ROOT prepared"},
    ),
    "a report between": (
        "Spain/NNP/2/nsubj ,/,/0/punct said/VBD/2/ROOT Ito/NNP/6/nsubj ,/,/3/punct is/VBZ/6/cop thief/NN/2/ccomp",
        {"thief nsubj Spain", "said nsubj Ito", "thief parataxis said", "thief ROOT thief"},
    ),
    "an adverb that has an apposition": (
        "Harbourline/RB/5/nsubj ,/,/3/punct an/DT/3/det operator/NN/0/appos ,/,/3/punct denied/VBD/5/ROOT it/PRP/5/obj",
        {"denied nsubj Harbourline"},
    ),
    "a plural that says something": (
        "The/DT/2/det Community/NNP/2/compound judges/NNS/2/ROOT that/IN/5/mark Iran/NNP/5/nsubj lied/VBD/2/acl",
        {"judges nsubj Community", "judges ccomp lied", "Community det The"},
    ),
    "persona non grata": (
        "declared/VBD/0/ROOT diplomats/NNS/2/nsubj persona/VBP/0/ccomp non/JJ/2/advmod grata/NN/2/obj",
        {"declared obj diplomats", "declared xcomp persona"},
    ),
    "whose claims": (
        "rejected/VBD/0/ROOT U.S./NNP/0/obj claims/NNS/0/obj",
        {"claims compound U.S."},
    ),
    "an office and a name": (
        "The/DT/1/det minister/NN/4/nsubj Lord/NNP/4/nsubj Ahmad/NNP/2/flat condemned/VBD/4/ROOT",
        {"Lord nmod:desc minister", "condemned nsubj Lord"},
    ),
    "an office, a comma and a name": (
        "minister/NN/4/nsubj ,/,/2/punct Jane/NNP/4/nsubj ,/,/2/punct condemned/VBD/4/ROOT",
        {"minister appos Jane", "condemned nsubj minister"},
    ),
    "the second name's last part": (
        "Mark/NNP/3/nsubj and/CC/2/cc Theresa/NNP/0/conj spoke/VBD/3/ROOT",
        {"Mark conj Theresa"},
    ),
    "one of them": (
        "one/CD/5/nummod of/IN/2/case groups/NNS/0/nmod ,/,/5/punct an/DT/5/det author/NN/5/ROOT",
        {"one appos author", "one ROOT one"},
    ),
    "a complement of the verb": (
        "Japan/NNP/1/nsubj blamed/VBD/1/ROOT disruption/NN/1/obj on/IN/4/case activists/NNS/2/nmod",
        {"blamed obl activists"},
    ),
    "a complement of the noun": (
        "attribution/NN/0/ROOT of/IN/2/case attack/NN/0/nmod to/IN/4/case APT31/NNP/2/nmod",
        {"attribution nmod APT31"},
    ),
    "a complement behind a participle": (
        "blamed/VBD/0/ROOT hackers/NNS/0/obj tied/VBN/1/acl to/IN/4/case Iran/NNP/2/obl for/IN/6/case theft/NN/2/obl",
        {"blamed obl theft", "tied obl Iran"},
    ),
    "the noun that agrees": (
        "employees/NNS/0/ROOT of/IN/2/case firm/NN/0/nmod ,/,/6/punct which/WDT/6/nsubj:pass is/VBZ/6/aux:pass"
        " suspected/VBN/0/acl:relcl",
        {"firm acl:relcl suspected"},
    ),
    "a group after a name": (
        "used/VBN/0/ROOT by/IN/2/case Lazarus/NNP/0/obl:agent ,/,/5/punct a/DT/5/det group/NN/0/parataxis",
        {"Lazarus appos group"},
    ),
    "who gets what": (
        "give/VB/0/ROOT diplomats/NNS/0/obj 24/CD/3/nummod hours/NNS/0/obl:unmarked",
        {"give iobj diplomats", "give obj hours"},
    ),
    "a conjunction before the subject": (
        "spoke/VBD/0/ROOT as/IN/2/case leaders/NNS/3/nsubj gathered/VBD/0/parataxis",
        {"gathered mark as", "spoke advcl gathered"},
    ),
    "a subject after and": (
        "property/NN/6/nsubj:pass ,/,/4/punct and/CC/4/cc all/DT/4/det interests/NNS/6/nsubj:pass are/VBP/6/aux:pass"
        " blocked/VBN/6/ROOT",
        {"property conj interests", "blocked nsubj:pass property"},
    ),
    "a clause of time with an apposition": (
        "spoke/VBD/0/ROOT after/IN/2/case Conti/NNP/0/obl ,/,/5/punct a/DT/5/det gang/NN/2/appos ,/,/2/punct"
        " struck/VBD/0/conj Peru/NNP/7/obj",
        {"struck nsubj Conti", "struck mark after", "spoke advcl struck"},
    ),
    "a subject after a participle": (
        "Testifying/VBG/6/csubj from/IN/2/case Tallinn/NNP/0/obl ,/,/5/punct an/DT/5/det expert/NN/2/appos"
        " told/VBD/6/ROOT us/PRP/6/iobj",
        {"told nsubj expert"},
    ),
    "a subject with a clause of its own": (
        "If/IN/1/mark convicted/VBN/7/advcl ,/,/1/punct Kim/NNP/1/obl:agent ,/,/5/punct who/WP/6/nsubj"
        " hid/VBD/3/acl:relcl faces/VBZ/7/ROOT trial/NN/7/obj",
        {"faces nsubj Kim"},
    ),
    "a gerund with a preposition": (
        "accused/VBN/0/ROOT of/IN/2/mark laundering/VBG/3/compound proceeds/NNS/0/obj",
        {"accused advcl laundering", "laundering obj proceeds"},
    ),
    "an object behind an adjective": (
        "dismissed/VBD/0/ROOT as/IN/2/case groundless/JJ/0/obl the/DT/4/det charges/NNS/2/obj",
        {"dismissed obj charges"},
    ),
    "what it is called": (
        "called/VBD/0/ROOT allegations/NNS/0/obj another/DT/3/det example/NN/0/obl:unmarked",
        {"called xcomp example"},
    ),
    "an object after an insertion": (
        "condemn/VBP/0/ROOT ,/,/3/punct without/IN/3/mark naming/VBG/0/advcl anyone/NN/3/obj ,/,/7/punct the/DT/7/det"
        " misuse/NN/0/parataxis",
        {"condemn obj misuse"},
    ),
    "an oblique without a preposition": (
        "attributes/VBZ/0/ROOT to/IN/2/case APT31/NNP/0/obl ,/,/5/punct 200/CD/5/nummod attacks/NNS/0/obl",
        {"attributes obj attacks"},
    ),
    "what they turn out to be": (
        "turn/VBP/0/ROOT to/TO/3/mark be/VB/3/cop spies/NNS/0/obl",
        {"turn xcomp spies"},
    ),
    "a complement of the noun before it": (
        "recalls/VBZ/0/ROOT ambassador/NN/0/obj to/IN/3/case Russia/NNP/0/obl",
        {"ambassador nmod Russia"},
    ),
    "what describes a complement moves with it": (
        "attributed/VBD/0/ROOT intrusion/NN/0/obj to/IN/3/case UAC/NNP/1/nmod ,/,/5/punct known/VBN/1/acl",
        {"attributed obl UAC", "UAC acl known"},
    ),
    "one preposition twice": (
        "charged/VBD/0/ROOT with/IN/2/mark stealing/VBG/0/advcl from/IN/4/case firms/NNS/2/obl"
        " and/CC/7/cc with/IN/7/case"
        " espionage/NN/4/conj",
        {"stealing conj espionage"},
    ),
    "an infinitive after and": (
        "decided/VBD/0/ROOT to/TO/2/mark recall/VB/0/xcomp envoys/NNS/2/obj and/CC/5/cc"
        " suspend/VB/0/conj talks/NNS/5/obj",
        {"recall conj suspend"},
    ),
    "a present tense after and": (
        "accuses/VBZ/0/ROOT Iran/NNP/0/obj of/IN/4/mark having/VBG/4/aux lied/VBN/0/advcl and/CC/6/cc"
        " demands/VBZ/4/conj",
        {"accuses conj demands"},
    ),
    "no enumeration without and": (
        "infected/VBN/0/ROOT with/IN/2/case Pegasus/NNP/0/obl ,/,/4/punct spyware/NN/2/conj"
        " from/IN/6/case Israel/NNP/4/nmod",
        {"Pegasus appos spyware"},
    ),
    "an apposition that no comma closes": (
        "in/IN/1/case Moscow/NNP/1/ROOT ,/,/3/punct Kazan/NNP/1/appos and/CC/5/cc Sochi/NNP/3/conj",
        {"Moscow conj Kazan", "Moscow conj Sochi"},
    ),
    "what is said, after an adverbial": (
        "said/VBD/0/ROOT for/IN/3/case first/JJ/3/amod time/NN/0/obl that/IN/6/mark Iran/NNP/6/nsubj"
        " attacked/VBD/3/acl",
        {"said ccomp attacked"},
    ),
    "a report at the end": (
        "Ottawa/NNP/1/nsubj believes/VBZ/1/ROOT that/IN/5/mark it/PRP/5/nsubj was/VBD/5/cop"
        " theft/NN/8/ccomp ,/,/8/punct"
        " officials/NNS/8/nsubj said/VBD/1/ccomp",
        {"said ROOT said", "said ccomp believes", "believes ccomp theft"},
    ),
    "it is untrue that": (
        "it/PRP/2/nsubj is/VBZ/2/cop untrue/JJ/2/ROOT that/IN/5/mark agencies/NNS/5/nsubj lied/VBD/2/advcl",
        {"untrue csubj lied", "untrue expl it"},
    ),
    "a verb that asks for an infinitive": (
        "forced/VBN/0/ROOT by/IN/2/case officers/NNS/0/obl:agent to/TO/4/mark continue/VB/0/advcl",
        {"forced xcomp continue"},
    ),
    "the clause without a conjunction": (
        "after/IN/2/mark Israel/NNP/2/nsubj struck/VBD/2/ROOT ,/,/5/punct websites/NNS/5/nsubj failed/VBD/2/parataxis",
        {"failed ROOT failed", "failed advcl struck"},
    ),
    "a participle that opens the sentence": (
        "Asked/VBN/5/ccomp about/IN/2/case raids/NNS/0/obl ,/,/0/punct Ito/NNP/5/nsubj lied/VBD/5/ROOT",
        {"lied advcl Asked"},
    ),
    "the day when": (
        "ceased/VBD/0/ROOT on/IN/2/case day/NN/0/obl when/WRB/5/advmod talks/NNS/5/nsubj began/VBD/0/advcl",
        {"day acl:relcl began"},
    ),
    "whose, after a name": (
        "request/NN/0/ROOT of/IN/2/case Prague/NNP/0/nmod ,/,/6/punct whose/WP$/5/nmod:poss treaty/NN/6/nsubj"
        " covers/VBZ/0/acl:relcl it/PRP/6/obj",
        {"Prague acl:relcl covers"},
    ),
    "both of whom": (
        "Lawyers/NNS/8/nsubj for/IN/2/case hackers/NNS/0/nmod ,/,/8/punct both/DT/8/nsubj of/IN/6/case whom/WP/4/nmod"
        " ,/,/8/punct hold/VBP/10/ccomp passports/NNS/8/obj said/VBD/10/ROOT",
        {"said nsubj Lawyers"},
    ),
    "the people right before who": (
        "indictments/NNS/0/ROOT of/IN/2/case hackers/NNS/0/nmod who/WP/4/nsubj left/VBD/0/acl:relcl",
        {"hackers acl:relcl left"},
    ),
    "a number in a name": (
        "Center/NNP/0/ROOT 16/CD/0/flat of/IN/4/case the/DT/4/det FSB/NNP/1/nmod",
        {"Center nmod FSB"},
    ),
    "a verb has no nominal modifier": (
        "warn/VBP/0/ROOT of/IN/2/case hackers/NNS/0/nmod",
        {"warn obl hackers"},
    ),
}

UNCHANGED = {
    "as a role": "served/VBD/0/ROOT as/IN/2/case envoy/NN/0/obl",
    "an apposition of the subject": (
        "Conti/NNP/5/nsubj ,/,/3/punct a/DT/3/det gang/NN/0/appos ,/,/0/punct struck/VBD/5/ROOT"
    ),
    "a gerund before a noun": "in/IN/2/case banking/NN/2/compound fraud/NN/2/ROOT",
    "an object and a day": "called/VBD/0/ROOT Iran/NNP/0/obj last/JJ/3/amod Monday/NNP/0/obl:unmarked",
    "an object right away": ("condemn/VBP/0/ROOT spies/NNS/0/obj ,/,/4/punct the/DT/4/det authors/NNS/0/parataxis"),
    "a preposition that the verb asks for": "sent/VBD/0/ROOT ambassador/NN/0/obj to/IN/3/case Russia/NNP/0/obl",
    "a day of attacks": "condemn/VBP/0/ROOT attacks/NNS/0/obj on/IN/3/case Monday/NNP/0/obl",
    "another preposition after and": (
        "came/VBD/0/ROOT from/IN/2/case Kazan/NNP/0/obl and/CC/5/cc over/IN/5/case Minsk/NNP/2/conj"
    ),
    "members of an enumeration": (
        "hit/VBD/0/ROOT Maersk/NNP/0/obj ,/,/3/punct ports/NNS/1/conj and/CC/5/cc banks/NNS/1/conj"
    ),
    "what a claim is": (
        "spoke/VBD/0/ROOT of/IN/2/case claims/NNS/0/obl that/IN/5/mark Iran/NNP/5/nsubj attacked/VBD/2/acl"
    ),
    "a purpose": "met/VBD/0/ROOT officers/NNS/0/obj to/TO/3/mark talk/VB/0/advcl",
    "so that": (
        "it/PRP/2/nsubj was/VBD/2/cop so/RB/3/advmod bad/JJ/3/ROOT that/IN/6/mark they/PRP/6/nsubj left/VBD/3/advcl"
    ),
    "who, of a leader": "head/NN/0/ROOT of/IN/2/case agency/NN/0/nmod who/WP/4/nsubj left/VBD/0/acl:relcl",
    "a verb of its own": "It/PRP/1/nsubj stood/VBD/1/ROOT in/IN/3/case Minsk/NNP/1/obl and/CC/5/cc fell/VBD/1/conj",
    "a speaker who speaks": "``/``/2/punct He/PRP/2/nsubj declared/VBD/2/ROOT war/NN/2/obj",
    "a compound with a hyphen": "team/NN/0/ROOT in-house/JJ/0/amod",
    "who backs whom": "government/NN/1/nsubj backed/VBD/1/ROOT hackers/NNS/1/obj openly/RB/1/advmod",
    "hacking itself": "led/VBD/0/ROOT to/IN/2/mark hacking/VBG/0/advcl phones/NNS/2/obj",
    "a gap": "claims/NNS/0/ROOT that/IN/3/mark they/PRP/3/nsubj made/VBD/0/acl:relcl",
    "an address": "Minister/NNP/3/vocative ,/,/0/punct you/PRP/3/nsubj lied/VBD/3/ROOT",
    "deeds in a row": "It/PRP/1/nsubj hacked/VBD/1/ROOT banks/NNS/1/obj ,/,/4/punct stole/VBD/1/conj data/NNS/4/obj",
    "two who are told of": (
        "Spain/NNP/5/nsubj ,/,/2/punct angry/JJ/0/acl ,/,/2/punct then/RB/5/advmod said/VBD/5/ROOT Ito/NNP/7/nsubj"
        " lied/VBD/5/ccomp"
    ),
    "a recipient": "gave/VBD/0/ROOT Iran/NNP/0/obj weapons/NNS/0/obj",
    "of another noun": (
        "accused/VBD/0/ROOT head/NN/0/obj at/IN/3/case ministry/NN/1/nmod of/IN/5/case defence/NN/3/nmod"
    ),
    "the noun agrees": (
        "employees/NNS/0/ROOT of/IN/2/case firm/NN/0/nmod who/WP/4/nsubj are/VBP/0/acl:relcl suspects/NNS/4/obj"
    ),
    "an enumeration": (
        "hit/VBD/0/ROOT Norlinie/NNP/0/obj ,/,/4/punct a/DT/4/det bank/NN/1/conj and/CC/7/cc a/DT/7/det port/NN/1/conj"
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_mended(case: str) -> None:
    rows, expected = CASES[case]
    assert expected <= arcs(TreeRepairer()(tree(rows)))


@pytest.mark.parametrize("case", UNCHANGED)
def test_what_stays(case: str) -> None:
    before = arcs(tree(UNCHANGED[case]))
    assert arcs(TreeRepairer()(tree(UNCHANGED[case]))) == before

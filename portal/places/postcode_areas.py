"""The letters and numbers that postcodes are made of, checked on all live codes of Great Britain (2025)."""

_GREAT_BRITAIN = """
AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN
EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE
NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF
TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_OVERSEAS = "ASCN BBND BIQQ FIQQ PCRN SIQQ STHL TDCU TKCA"
GREAT_BRITAIN = frozenset(_GREAT_BRITAIN.split())
NORTHERN_IRELAND = "BT"
CROWN_DEPENDENCIES = frozenset({"GY", "IM", "JE"})
FORCES = "BF"
NON_GEOGRAPHIC = "BX"
AREAS = GREAT_BRITAIN | CROWN_DEPENDENCIES | {NORTHERN_IRELAND, FORCES, NON_GEOGRAPHIC}

# Only these areas number a district 0; only these districts, in central London, are divided by a letter.
WITH_DISTRICT_ZERO = frozenset({"BL", "BS", "CM", "CR", "FY", "HA", "PR", "SL", "SS"})
DIVIDED_DISTRICTS = {
    "E1": "W",
    "N1": "CP",
    "W1": "ABCDFGHJKPSTUW",
    "NW1": "W",
    "SE1": "P",
    "SW1": "AEHPVWXY",
    "EC1": "AMNPRVY",
    "EC2": "AMNPRVY",
    "EC3": "AMNPRVY",
    "EC4": "AMNPRVY",
    "WC1": "ABEHNRVX",
    "WC2": "ABEHNR",
}
INWARD_LETTERS = frozenset("ABDEFGHJLNPQRSTUWXYZ")  # never C I K M O V
GIRO = "GIR 0AA"
OVERSEAS = frozenset({"GX11 1AA", *(f"{outward} 1ZZ" for outward in _OVERSEAS.split())})


def is_outward(text: str) -> bool:
    """Tell whether `text` (upper case, no spaces) is written as a postcode district: L20, PR8, EC1A."""
    letters = text[:2] if text[:2].isalpha() else text[:1]
    rest = text[len(letters) :]
    if letters not in AREAS or not rest.isascii() or not rest:
        return False
    if rest[-1].isalpha():
        return rest[-1] in DIVIDED_DISTRICTS.get(text[:-1], "")
    return rest.isdigit() and len(rest) <= 2 and (rest[0] != "0" or (rest == "0" and letters in WITH_DISTRICT_ZERO))


def is_inward(text: str) -> bool:
    """Tell whether `text` (upper case) is written as the last three characters of a postcode: 4AA."""
    return len(text) == 3 and text.isascii() and text[0].isdigit() and INWARD_LETTERS.issuperset(text[1:])

"""A council's colours: what follows from them, and whether everyone can read what stands on them (WCAG 2.2)."""

import re
from dataclasses import dataclass

TEXT_CONTRAST = 4.5  # WCAG 1.4.3
PART_CONTRAST = 3.0  # WCAG 1.4.11: the edge of a button
_SOFT, _DARK = 0.88, 0.25  # how much white is in the soft tint, how much black in the dark shade


@dataclass(frozen=True)
class Colour:
    """A colour by its parts of red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """Read #rrggbb; raise ValueError for anything else."""
        if not re.fullmatch("#[0-9a-fA-F]{6}", text):
            raise ValueError("write a colour as # and six digits, like #17494d")
        return cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Return the relative luminance, 0 for black to 1 for white."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """Return this colour with a share of another in it."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(round(own * (1 - share) + its * share) for own, its in pairs))

    @property
    def soft(self) -> "Colour":
        """Return the tint that panels stand on."""
        return self.mixed(WHITE, _SOFT)

    @property
    def dark(self) -> "Colour":
        """Return the shade of a button under the pointer."""
        return self.mixed(BLACK, _DARK)


WHITE, BLACK, INK = Colour(255, 255, 255), Colour(0, 0, 0), Colour(31, 42, 43)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def find_contrast_faults(brand: Colour, accent: Colour) -> list[str]:
    """Name each pair of colours that cannot be told apart well enough, with its figure and what to choose instead."""
    faults = []
    if (found := _on_brand(brand)) < TEXT_CONTRAST:
        faults.append(
            f"PORTAL_COLOUR={brand}: {_tell('text on it or in it', found)} Choose {_darkened(brand)} or darker."
        )
    if (found := contrast(accent, INK)) < TEXT_CONTRAST:
        faults.append(
            f"PORTAL_ACCENT_COLOUR={accent}: {_tell('dark text on it', found)} Choose {_lightened(accent)} or lighter."
        )
    elif (found := contrast(accent, brand)) < PART_CONTRAST:
        faults.append(
            f"PORTAL_ACCENT_COLOUR={accent}: {_tell(f'it against PORTAL_COLOUR={brand}', found, PART_CONTRAST)} "
            "Choose a lighter one, or a darker PORTAL_COLOUR."
        )
    return faults


def _on_brand(brand: Colour) -> float:
    """Return the worst contrast that text in or on the brand's colour has: white on it, it on its own tint."""
    return min(contrast(brand, WHITE), contrast(brand, brand.soft))


def _tell(what: str, found: float, needed: float = TEXT_CONTRAST) -> str:
    return f"{what} has a contrast of {found:.2f} to 1; {needed} is needed."


def _darkened(brand: Colour) -> Colour:
    """Return the colour with just enough black in it."""
    shades = (brand.mixed(BLACK, share / 50) for share in range(51))
    return next(shade for shade in shades if _on_brand(shade) >= TEXT_CONTRAST)


def _lightened(accent: Colour) -> Colour:
    """Return the colour with just enough white in it."""
    tints = (accent.mixed(WHITE, share / 50) for share in range(51))
    return next(tint for tint in tints if contrast(tint, INK) >= TEXT_CONTRAST)


def _linear(part: int) -> float:
    """Return one part of a colour as the share of light it gives (WCAG's definition)."""
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

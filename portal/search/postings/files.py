"""The engine's files in the data folder: opened where they are whole and made of the very same texts, else built afresh."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

from portal.beside import beside
from portal.search.postings.checked_files import CheckedFile, DamagedFile, write_checked
from portal.search.postings.engine import Engine
from portal.search.words.stems import Stemmer

_STEMS = "stems.json"  # of the words of the texts
_ASIDE = ".new-"  # how an index being built is called
_ABANDONED = 3600.0  # seconds after which nobody builds it any more
_MANY = 500  # texts from which another process builds it

Words = Sequence[str]


def start_engine(
    folder: Path, made_of: str, stemmer: Stemmer, written: Sequence[Words], conceive: Callable[[Words], Words]
) -> Callable[[], Engine]:
    """Return what gives the engine of these folded words when it is wanted; until then another process may be building it.

    `conceive` finds the concepts in the words of a text.
    """
    kept = open_engine(folder, made_of, stemmer)
    build = partial(_build_engine, folder, made_of, stemmer, written, conceive)
    is_shared = kept is None and len(written) >= _MANY
    wait = beside(partial(_build_only, build)) if is_shared else None

    def finish() -> Engine:
        if wait:
            wait()
        return kept or open_engine(folder, made_of, stemmer) or build()

    return finish


def open_engine(folder: Path, made_of: str, stemmer: Stemmer) -> Engine | None:
    """Return the engine that was kept in `folder`, None where it is not there or damaged; `stemmer` learns its stems.

    `made_of`: a hash of texts, concepts and code.
    """
    kept = folder / made_of
    try:
        engine = Engine(kept, made_of=made_of)
        stems = CheckedFile(kept / _STEMS, made_of=made_of)
        stemmer.learn(json.loads(stems.read(0, stems.size)))
    except (OSError, DamagedFile):
        return None
    return engine


def _build_only(build: Callable[[], Engine]) -> None:
    """Leave the engine in its folder: an open file cannot be handed over."""
    build()


def _build_engine(
    folder: Path, made_of: str, stemmer: Stemmer, written: Sequence[Words], conceive: Callable[[Words], Words]
) -> Engine:
    """Build and open an engine, and keep it in `folder` in the place of a damaged one.

    It is built beside and renamed, so that no process ever opens half of it; opened first, so that none takes it away.
    """
    from portal.search.postings.write import Document, write_index  # noqa: PLC0415 - Whoosh takes megabytes; who opens needs none

    documents = (Document(words, conceive(words)) for words in written)
    kept = folder / made_of
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=kept.parent))
    write_index(aside, documents, stemmer, made_of=made_of)
    stems = {word: stemmer(word) for word in dict.fromkeys(chain.from_iterable(written))}
    write_checked(aside / _STEMS, json.dumps(stems).encode(), made_of=made_of)
    engine = Engine(aside, made_of=made_of)
    shutil.rmtree(kept, ignore_errors=True)
    try:
        aside.rename(kept)
    except OSError:  # another process was first
        shutil.rmtree(aside)
    with suppress(FileNotFoundError):  # another process is forgetting them too
        _forget_older(kept)
    return engine


def _forget_older(kept: Path) -> None:
    """Remove older indexes but the last, which another process may be opening, and what an interrupted start left."""
    found = [(path.stat().st_mtime, path) for path in kept.parent.iterdir() if path != kept]
    finished = sorted((each for each in found if not each[1].name.startswith(_ASIDE)), reverse=True)
    left = [each for each in found if each[1].name.startswith(_ASIDE) and each[0] < kept.stat().st_mtime - _ABANDONED]
    for _, path in (*finished[1:], *left):
        shutil.rmtree(path, ignore_errors=True)

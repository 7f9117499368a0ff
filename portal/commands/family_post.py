"""The worker's messages to families: neutral sender, subject and words, in the language of their visit."""

from dataclasses import replace
from pathlib import Path

from portal.config import Settings
from portal.po_files import load_translations
from portal.referrals.delivery.family_mail import FamilySender, News
from portal.referrals.delivery.smtp_channel import Letter, SmtpChannel, SmtpServer
from portal.referrals.sealing.live_keys import follow_private_keys
from portal.store import Engine


def family_sender(engine: Engine, server: SmtpServer, settings: Settings, *, owner: str) -> FamilySender:
    """Return what sends messages to families, from the neutral address of the settings."""
    neutral = replace(server, sender=settings.family_mail_from, name=settings.family_mail_name)
    return FamilySender(
        engine=engine,
        owner=owner,
        channels={
            locale: SmtpChannel(neutral, "", write_letters(locale, settings.translations_folder))
            for locale in settings.locales
        },
        private_keys=follow_private_keys(settings.keys),
        domain=neutral.domain,
    )


def write_letters(locale: str, folder: Path | None = None) -> dict[str, Letter]:
    """Return the messages in one language: no name, need, team, reference or link, nothing that says what it is about."""
    _ = load_translations(locale, folder).gettext
    subject, end = _("A message for you"), _("You do not have to answer. If you want no more of these, tell us.")
    have = _("We have what you sent us. A person will read it.")
    read = _("A person has read what you sent us. They will be in touch in the way you chose.")
    tried = _("We tried to reach you. We will try again in the way you chose. You can also ring us.")
    return {
        News.HAVE: Letter(subject, f"{have}\n\n{end}\n"),
        News.READ: Letter(subject, f"{read}\n\n{end}\n"),
        News.TRIED: Letter(subject, f"{tried}\n\n{end}\n"),
        "": Letter(subject, f"{have}\n\n{end}\n"),
    }

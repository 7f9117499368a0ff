"""Words for why the portal does not start or a command does nothing, with what to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from portal.referrals.errors import ReferralError
from portal.store.errors import UnsafeStore
from portal.store.transactions import StoreUnavailable

UNSAFE_STORE = {
    "file_mode": "Others can read or change the database {detail}. Do: chmod 600 {detail}",
    "folder_mode": "Others can look into the folder {detail}. Do: chmod 700 {detail}",
    "owner": "{detail} belongs to somebody else. Run as its owner, or give it to whoever runs this.",
    "no_file": "{detail} is not there or cannot be read.",
    "not_a_file": "SQLite keeps the data in a file; write DATABASE_URL as sqlite:////folder/file.",
    "unknown_database": "DATABASE_URL names {detail}; write one that begins with sqlite: or postgresql:.",
    "pragma": "This SQLite does not keep its promise `{detail}`, so a commit might not be on disk.",
    "no_driver": "{detail}",
    "no_tls": "The way to the database is not safe: {detail}. Use sslmode=verify-full, or a socket on this machine.",
    "server_version": "PostgreSQL {detail} is too old.",
    "setting": "The database server does not keep what it confirms: {detail}.",
    "unknown_revision": "The database was written by a newer release of the portal. Run that release.",
}
UNSAFE_KEYS = {
    "key_folder_mode": "Others can look into private/ of PORTAL_KEYS. Do: chmod 700 on it.",
    "key_mode": "Others can read a private key. Do: chmod 600 on every file of private/ in PORTAL_KEYS.",
    "key_owner": "A private key belongs to somebody else. Give private/ in PORTAL_KEYS to whoever runs the staff site.",
    "key_public_mode": "Others could exchange a public key. Do: chmod go-w on PORTAL_KEYS, public/ and its files.",
    "key_beside_data": "PORTAL_KEYS lies inside PORTAL_VAR: whoever takes the data takes the keys. Move it elsewhere.",
    "key_malformed": "A file in PORTAL_KEYS is no key, or not the one its name says. Put the right one back.",
    "key_missing": "The private key of a request is not in PORTAL_KEYS. Put it back; without it nobody reads the request.",
}
UNAVAILABLE = {
    "busy": "The database is busy. Try again in a minute.",
    "full": "The disk is full. Nothing was written; make room.",
    "read_only": "The database can only be read. Nothing was written; look at the disk.",
    "failed": "The database does not answer. Look at the disk, the server and DATABASE_URL.",
}


@contextmanager
def refusing() -> Iterator[None]:
    """End with words where the database or the keys are not safe, or the database does not answer."""
    try:
        yield
    except UnsafeStore as error:
        sys.exit(f"Not safe to work with: {UNSAFE_STORE[error.code].format(detail=error.detail)}")
    except ReferralError as error:
        if error.code not in UNSAFE_KEYS:
            raise
        sys.exit(f"Not safe to work with: {UNSAFE_KEYS[error.code]}")
    except StoreUnavailable as error:
        sys.exit(UNAVAILABLE[error.code])

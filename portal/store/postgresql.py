"""PostgreSQL: many writers, each on disk before anybody is told, and nothing in clear on the network."""

import ipaddress
import os
from typing import cast

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from portal.store.errors import UnsafeStore
from portal.store.tables import metadata

# What every connection must have, the first value being set where the server's own is none of them. Locks are waited
# for as long as on SQLite; nobody holds one for ever.
SETTINGS = {
    "synchronous_commit": ("on", "remote_apply"),
    "TimeZone": ("UTC",),
    "lock_timeout": ("5s",),
    "statement_timeout": ("30s",),
    "idle_in_transaction_session_timeout": ("1min",),
}
# What only the server's administrator can mend. Without the first two a commit does not survive a loss of power; a
# standby takes no writes.
SERVER = {"fsync": ("on",), "full_page_writes": ("on",), "server_encoding": ("UTF8",), "in_hot_standby": ("off",)}
OLDEST = 140000  # as PostgreSQL writes version 14.0
_WAITS = {"connect_timeout": "5", "tcp_user_timeout": "10000"}  # seconds; milliseconds until a dead server is given up
# Debian's and Red Hat's: psycopg brings an OpenSSL of its own, which does not know where the system keeps them.
_AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
_MAYBE_CLEAR = {"disable", "allow", "prefer"}


def open_server(address: URL) -> Engine:
    """Open the database at `address`; over a network only with TLS, its certificate verified unless said otherwise."""
    _hand_on_conditions()
    engine = create_engine(
        _complete(address),
        isolation_level="READ COMMITTED",
        hide_parameters=True,  # an error's text goes to the log, a family's words do not
        pool_pre_ping=True,  # after a restart of the server the pool holds dead connections
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "handle_error", _hide_values)
    return engine


def _hand_on_conditions() -> None:
    """Give this database the conditions of indexes that are written for SQLite: written for both, both would be imported."""
    for index in (each for table in metadata.tables.values() for each in table.indexes):
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def _complete(address: URL) -> URL:
    """Add what the address leaves open: driver, waits, and TLS for any server but this machine's own."""
    is_here = all(map(_is_here, _hosts(address)))
    mode = address.query.get("sslmode")
    if not is_here and mode in _MAYBE_CLEAR:
        raise UnsafeStore("no_tls", f"sslmode={mode} lets names and addresses cross the network in clear")
    open_ends = _WAITS if mode or is_here else _WAITS | _verified()
    missing = {name: value for name, value in open_ends.items() if name not in address.query}
    return address.set(drivername="postgresql+psycopg").update_query_dict(missing)


def _verified() -> dict[str, str]:
    authorities = next(filter(os.path.exists, _AUTHORITIES), None)
    return {"sslmode": "verify-full"} | ({"sslrootcert": authorities} if authorities else {})


def _hosts(address: URL) -> list[str]:
    named = address.query.get("host", ())
    return [address.host or "", *((named,) if isinstance(named, str) else named)]


def _is_here(host: str) -> bool:
    """Tell whether a host is a socket in a folder, or this machine itself."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _set_up_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set what can be set, and refuse a connection that does not keep the promises; a refused one is closed."""
    server = cast("psycopg.Connection[tuple[str, str]]", connection)
    try:
        if not _is_here(server.info.host) and not server.pgconn.ssl_in_use:
            raise UnsafeStore("no_tls", server.info.host)
        if server.info.server_version < OLDEST:
            raise UnsafeStore("server_version", str(server.info.server_version))
        server.autocommit = True
        _settle(server)
        server.autocommit = False
    except BaseException:
        server.close()
        raise


def _settle(server: "psycopg.Connection[tuple[str, str]]") -> None:
    found = _read_settings(server)
    for name, accepted in SETTINGS.items():
        if found[name] not in accepted:
            server.execute("SELECT set_config(%s, %s, false)", (name, accepted[0]))
    for name, value in _read_settings(server).items():
        if value not in (SETTINGS | SERVER)[name]:
            raise UnsafeStore("setting", f"{name} is {value}")


def _read_settings(server: "psycopg.Connection[tuple[str, str]]") -> dict[str, str]:
    names = [*SETTINGS, *SERVER]
    return dict(server.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", (names,)))


def _hide_values(context: ExceptionContext) -> None:
    """Cut an error's text down to its first line: its DETAIL repeats the values of the row."""
    error = context.original_exception
    if not isinstance(error, psycopg.Error):
        return
    first_line = str(error).partition("\n")[0]
    error.args = (first_line,)
    if context.sqlalchemy_exception:
        context.sqlalchemy_exception.args = (first_line,)

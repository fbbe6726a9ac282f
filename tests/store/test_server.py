"""What the URL of a store says of a server: understood, or refused without a word of its password."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

import riskscreen
from records.samples import refusal
from riskscreen.store import RecordStore
from riskscreen.store.server import server_at

pytest.importorskip("pg8000", reason="the extra 'postgresql' installs it")

# It signed itself; made for this test with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256`.
AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUAla2H67h67NlyFIjIV3hKzzkpv4wCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTYXV0aG9yaXR5IG9mIGEgdGVzdDAgFw0yNjEyMDEwMTE2MDRa
GA8yMTI2MTEwNzAxMTYwNFowHjEcMBoGA1UEAwwTYXV0aG9yaXR5IG9mIGEgdGVz
dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHPbz4ErAMxufxusDTPMbwLnKKYV
gHT2RE7/fOzn5F/aVuta8EqGOxKmpE8l+B7pkOY50ZWx/hVspoaJ4i1gj7yjUzBR
MB0GA1UdDgQWBBRm1Mxa9qdk8eQALLzSwC/3R4iCnjAfBgNVHSMEGDAWgBRm1Mxa
9qdk8eQALLzSwC/3R4iCnjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
MEUCIEsPc2vYKkoBpIdwrs7hCQjsI/eIxBpQ0QtXKOzRMF1NAiEAhVkowxUDiBtL
u0Spi3HIjPL20KRmcFOXY/Y2sw7bhvM=
-----END CERTIFICATE-----
"""


class Asked(Exception):
    """The driver was asked for a connection."""


def asked_of_driver(engine: Engine) -> dict[str, Any]:
    """What the driver is asked for; no server is reached."""
    found: dict[str, Any] = {}

    def ask(_: object, __: object, ___: object, asked: dict[str, Any]) -> None:
        found.update(asked)
        raise Asked

    event.listen(engine, "do_connect", ask)
    with pytest.raises(Asked):
        engine.connect()
    return found


@pytest.mark.parametrize(("settings", "expected"), [
    ("", None), ("?sslmode=prefer", None), ("?sslmode=disable", False)])
def test_way_to_a_server_is_as_safe_as_the_url_says(settings: str, *, expected: bool | None) -> None:
    """Also where a connection is used once, as it is to clear up after an erasure."""
    name, *engines = server_at(f"postgresql://desk:secret@host:5433/name{settings}")

    for asked in map(asked_of_driver, engines):
        assert asked == {"user": "desk", "password": "secret", "host": "host", "port": 5433, "database": "name",
                         "ssl_context": expected}
    assert "secret" not in name


@pytest.mark.parametrize("own", [False, True])
def test_server_is_verified_by_its_name_where_the_url_asks_for_it(tmp_path: Path, *, own: bool) -> None:
    """By the authorities of the machine, or only by those in the file; a file of these is enough to ask for it."""
    (tmp_path / "authority.pem").write_text(AUTHORITY, encoding="ascii")
    settings = f"?sslrootcert={tmp_path / 'authority.pem'}" if own else "?sslmode=verify-full"
    _, *engines = server_at(f"postgresql://desk@host/name{settings}&application_name=intake")

    for asked in map(asked_of_driver, engines):
        context = asked["ssl_context"]
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
        assert not own or [dict(pair for part in each["subject"] for pair in part)["commonName"]
                           for each in context.get_ca_certs()] == ["authority of a test"]
        assert asked["application_name"] == "intake"


@pytest.mark.parametrize(("url", "code"), [
    ("postgresql://desk:secret@host:port/name", "U-unknown-database"),
    ("postgresql://desk:secret@[::1/name", "U-unknown-database"),
    ("mysql://desk:secret@host/name", "U-unknown-database"),
    ("postgresql+psycopg2://desk:secret@host/name", "U-unknown-database"),
    ("postgresql://host/name?password=secret", "U-unknown-database"),
    ("postgresql://desk:secret@host/name?nonsense=1", "U-unknown-setting"),
    ("postgresql://desk:secret@host/name?sslmode=require", "U-unknown-setting"),
    ("postgresql://desk:secret@host/name?sslrootcert=/nowhere.pem", "R-store-unreachable"),
    ("://secret", "U-unknown-database"),
])
def test_url_that_says_nothing_known_is_refused_without_its_password(url: str, code: str) -> None:
    """It would stand in a log."""
    assert [found for found, _ in refusal(lambda: RecordStore(url, actor="desk"))] == [code]
    with pytest.raises(riskscreen.RiskscreenError) as caught:
        RecordStore(url, actor="desk")
    assert "secret" not in str(caught.value)

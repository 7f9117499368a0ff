"""A made-up town with two councils to search in: Northtown and Southtown."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portal.catalogue.models import (
    AgeRange,
    ApplicationProcess,
    Catalogue,
    Cost,
    Danger,
    Delivery,
    Location,
    Need,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    Status,
)
from portal.places.areas import Areas
from portal.places.models import CodeCount, Council, Hub, Locality, Place, Point, Precision
from portal.search.index import Index, build_index
from portal.search.models import PlaceWord

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MIDDLE = Point(53.40, -2.90)
NORTHTOWN = Place(Precision.SECTOR, point=MIDDLE, council="northtown")
SOUTHTOWN = Place(Precision.SECTOR, point=MIDDLE, council="southtown")
IN_PERSON, PHONE, ONLINE, HOME = Delivery.IN_PERSON, Delivery.PHONE, Delivery.ONLINE, Delivery.AT_HOME

NEEDS = (
    Need("school", "School"),
    Need(
        "school-attendance",
        "Not going to school",
        parent_id="school",
        words={"en": ("wont go school", "school refusal", "bunking off"), "pl": ("nie chodzi do szko\u0142y",)},
    ),
    Need("uniform", "School uniform", parent_id="money", words={"en": ("cant afford uniform", "blazer")}),
    Need("money", "Money", words={"en": ("debt", "bills", "skint", "food bank")}),
    Need("early-years", "Babies and toddlers", words={"en": ("baby massage", "stay and play", "toddler group")}),
    Need("speech", "Speech and language", words={"en": ("not talking yet", "speech therapy", "stammer")}),
    Need("send", "Special educational needs", words={"en": ("autism", "adhd")}),
    Need("abuse", "Abuse at home", words={"en": ("domestic abuse", "violent partner")}),
    Need("wellbeing", "Feeling low", words={"en": ("postnatal depression", "counselling", "anxiety")}),
)


def at(name: str, miles_north: float | None, days: tuple[str, ...] = ()) -> ServiceAtLocation:
    """Return a place so many miles north of the middle, or one whose position nobody knows."""
    latitude = None if miles_north is None else MIDDLE.latitude + miles_north / 69.0
    longitude = None if miles_north is None else MIDDLE.longitude
    schedules = (Schedule(byday=days),) if days else ()
    return ServiceAtLocation(Location(name, latitude=latitude, longitude=longitude), schedules)


def service(service_id: str, name: str, description: str, needs: str, area: str, **fields: object) -> Service:
    """Return a service given in person and free of charge unless `fields` say otherwise."""
    plain = Service(
        service_id, name, "town", description, tuple(needs.split()), tuple(area.split()), (IN_PERSON,), cost=Cost.FREE
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # a test's own fields


SERVICES = (
    service(
        "north-attendance", "School family team", "Works with families when a child misses school.",
        "school-attendance", "northtown", ages=AgeRange(4, 16), delivery=(HOME, PHONE),
        application_process=ApplicationProcess.SELF,
    ),
    service(
        "south-attendance", "School link workers", "Help when a pupil will not attend.", "school-attendance",
        "southtown", ages=AgeRange(4, 16), service_at_locations=(at("South school", 1.0),),
    ),
    service(
        "school-line", "Parents for school", "A national line about school worries.", "school-attendance",
        "national", delivery=(PHONE, ONLINE), languages=("en", "ar"),
    ),
    service(
        "uniform-near", "Uniform exchange", "Free blazers and school shirts.", "uniform", "northtown",
        service_at_locations=(at("Far hall", 9.0), at("Church hall", 0.5, ("MO",))), ages=AgeRange(4, 16),
    ),
    service(
        "uniform-far", "Uniform bank", "Free school uniform.", "uniform", "northtown",
        service_at_locations=(at("Old hall", 4.0, ("SA",)),), accessibility=("step-free entrance",),
    ),
    service("uniform-shop", "Uniform shop", "Cheap school uniform.", "uniform", "northtown", cost=Cost.LOW),
    service("uniform-ask", "Uniform help", "School uniform from the school.", "uniform", "northtown", cost=Cost.ASK),
    service(
        "baby-massage", "Baby massage", "Learn to massage your baby.", "early-years", "northtown",
        ages=AgeRange(0, 1), service_at_locations=(at("Family hub", 1.0, ("TU",)),),
    ),
    service(
        "toddlers", "Stay and play", "Songs and toys for toddlers.", "early-years", "northtown",
        ages=AgeRange(0, 4), service_at_locations=(at("Library", None),),
    ),
    service("teens", "Youth club", "Pool, music and a chat.", "wellbeing", "northtown", ages=AgeRange(11, 18, 25)),
    service(
        "speech", "Speech therapy", "For children who are not talking yet or stammer.", "speech send", "northtown",
        ages=AgeRange(0, 18), application_process=ApplicationProcess.PROFESSIONAL,
    ),
    service("debt-line", "Debt line", "Free advice about debt and bailiffs.", "money", "national", delivery=(PHONE,)),
    service("closing-club", "Debt club", "Talk about debt.", "money", "northtown", status=Status.UNCONFIRMED),
    service(
        "pnd", "Talking after birth", "Help with postnatal depression.", "wellbeing", "national", delivery=(PHONE,)
    ),
    service(
        "adults", "Talking therapy", "Counselling for low mood and anxiety.", "wellbeing", "northtown",
        ages=AgeRange(18), delivery=(PHONE, IN_PERSON), service_at_locations=(at("Clinic", 2.0),),
    ),
    service("east-club", "Millgate club", "Games on the green.", "wellbeing", "southtown-east"),
    service(
        "past-course", "Blazer swap", "A blazer swap in spring.", "uniform", "northtown",
        schedules=(Schedule(byday=("MO",), valid_to=date(2026, 5, 1)),),
    ),
    service("helpline", "Night line", "Somebody to talk to, day and night.", "abuse", "national", delivery=(PHONE,)),
    service(
        "refuge", "Safe homes", "A safe place away from domestic abuse.", "abuse", "northtown",
        delivery=(PHONE, IN_PERSON), is_address_withheld=True, service_at_locations=(at("Secret house", 0.1),),
    ),
)  # fmt: skip

DANGER = Danger(
    "violence",
    words={"en": ("hits me", "domestic violence"), "pl": ("m\u0105\u017c mnie bije",)},
    ordinary={"en": ("hits me up on insta", "greatest hits")},
    crisis_lines=("helpline",),
)
CATALOGUE = Catalogue(
    services={each.id: each for each in SERVICES},
    organizations={"town": Organization("town", "The Town Charity")},
    needs={need.id: need for need in NEEDS},
    version="1",
    dangers={DANGER.id: DANGER},
)
PLACES = (
    PlaceWord("Northtown", "northtown"),
    PlaceWord("Southtown", "southtown"),
    PlaceWord("Millgate", "southtown", "southtown-east", Point(53.45, -2.90)),
)


def build_town() -> Index:
    """Return the index of the made-up town, in memory."""
    return build_index(CATALOGUE, locale="en", translate=str, folder=None, places=PLACES)


def make_areas(council: Council, locality: Locality, hub: Hub, *, district: str) -> Areas:
    """Return an area of one council, locality, hub and district."""
    codes = {district: CodeCount(district, MIDDLE, 10, {council.gss: 10})}
    return Areas({council.id: council}, {locality.id: locality}, {hub.id: hub}, {}, codes, {}, version="1")

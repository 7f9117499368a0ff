"""No team waits for another: not for its slow mail server, not for how much it has waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from portal.referrals.delivery.channels import InboxChannel, Notice, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from tests.referrals.world import ACCEPTED, OFFICE, Clock, contacts, submit

LONGEST_ATTEMPT = timedelta(seconds=45)


@dataclass
class SlowForOne:
    """A mail server that takes all the time there is for one team and then fails, and is quick for the others."""

    clock: Clock
    tried: list[tuple[str, datetime]] = field(default_factory=list)

    def send(self, notice: Notice) -> Sent:
        self.tried.append((notice.team_name, self.clock.now))
        if notice.team_name != "Team poison":
            self.clock.now += timedelta(milliseconds=100)
            return ACCEPTED
        self.clock.now += LONGEST_ATTEMPT
        return Sent(Result.WAITING, "unreachable")

    def times(self, team: str) -> list[datetime]:
        return [at for name, at in self.tried if name == f"Team {team}"]


def work_until(is_done: Callable[[], bool], post: Post, clock: Clock) -> None:
    for _ in range(2000):
        if is_done():
            return
        if not work_once(post, clock):
            clock.now += timedelta(seconds=1)
    raise AssertionError("it never comes to that")


def test_a_team_whose_mail_hangs_delays_the_others_by_less_than_a_minute(engine: Engine) -> None:
    clock = Clock()
    mail = SlowForOne(clock)
    post = Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})
    for number in range(20):
        submit(engine, f"poison {number}", team_id="poison", has_danger_words=True)
    work_until(lambda: len(mail.times("poison")) > 2, post, clock)
    for number in range(3):
        before = clock.now
        submit(engine, f"north {number}", team_id="north", now=before)
        work_until(lambda: len(mail.times("north")) > number, post, clock)  # noqa: B023 - called at once
        assert mail.times("north")[-1] - before < timedelta(minutes=1)


def test_mail_without_end_of_one_kind_lets_every_other_go_and_the_urgent_first(engine: Engine) -> None:
    sent: list[str] = []

    def endless(kind: str) -> Callable[[datetime], bool]:
        return lambda _now: not sent.append(kind)

    @dataclass
    class Counting:
        def send(self, notice: Notice) -> Sent:
            sent.append(notice.purpose)
            return ACCEPTED

    post = Post(
        engine,
        "worker",
        {"inbox": InboxChannel(), "smtp": Counting()},
        contacts,
        {"northtown": OFFICE},
        also_send=(endless("link"), endless("news")),
    )
    clock = Clock()
    for _ in range(5):
        work_once(post, clock)
    submit(engine, "urgent", has_danger_words=True)
    submit(engine, "other")
    before = len(sent)
    for _ in range(12):
        work_once(post, clock)
    since = sent[before:]
    assert since[0] == "urgent"  # the inbox took both before any mail went
    assert since.index("urgent", 1) == 2  # to the team and to duty, one other mail between
    assert since.count("new_request") == 1
    assert {"link", "news"} <= set(since[:5])


def test_a_sign_in_link_does_not_wait_for_a_hundred_notices(engine: Engine) -> None:
    clock, went = Clock(), list[datetime]()
    mail = SlowForOne(clock)
    channels = {"inbox": InboxChannel(), "smtp": mail}
    post = Post(
        engine, "worker", channels, contacts, {"northtown": OFFICE}, also_send=(lambda now: not went.append(now),)
    )
    for number in range(30):
        submit(engine, f"{number}", has_danger_words=number % 2 == 0)
    work_until(lambda: len(mail.tried) > 3, post, clock)
    assert went


def test_teams_take_turns_and_of_each_the_urgent_comes_first(engine: Engine) -> None:
    clock = Clock()
    mail = SlowForOne(clock)
    post = Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})
    references = {}
    for team in ("north", "south"):
        for number in range(3):
            receipt = submit(engine, f"{team} {number}", team_id=team, has_danger_words=number == 2)
            references[receipt.reference] = number
    while work_once(post, clock):
        continue
    order = [name.removeprefix("Team ") for name, _ in mail.tried]
    assert {order[0], order[1]} == {order[2], order[3]} == {"north", "south"}

"""No team waits for another: not for its slow mail server, not for how much it has waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from portal.referrals.channels import InboxChannel, Notice, Sent
from portal.referrals.delivery import Result
from portal.referrals.post import Post
from portal.referrals.worker import work_once
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

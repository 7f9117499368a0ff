"""English words that say nothing of the help wanted, as people say and type them: of negation, of grammar, of asking."""

NEGATIONS = (
    "not no none never nothing without wont cant cannot dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt "
    "couldnt wouldnt shouldnt aint refuse refuses refusing refused unable nowt nuffin nuthin"
)
# They never decide anything.
GRAMMAR = (
    "a about after also am an and any anyone anything are as at be been before being but by can could did do does "
    "doing done else ever for from had has have having he her hers hes hi hello him his how i id if im in into is it "
    "its itll ive let lets like likes liked may maybe me mine more most my myself near nearby nearest now of often ok on one only "
    "or other our ours own please pls plz she shes should so some somebody someone something somewhere soon than "
    "thank thanks that thats the their theirs them then there theres these they theyre thing things this those though "
    "to too u ur us very was way we were weve what whats when where wheres which while who whos whose why will with "
    "would yeah yes yet you your youre yours r up out off down over really just always all bein gettin doin goin "
    "havin dat da de cos coz summat sumfin sumthin owt tho giz gis"
)
# Everyday verbs of asking: they say nothing about the service wanted, but may belong to a phrase ("wont go school").
LIGHT = (
    "ask call come coming find get gets getting give given go goes going gone gonna got gotta keep "
    "keeps know look looking lot lots make makes many much must need needed needs offer put run said say says see "
    "seem seems stop tell told try trying use want wanted wanting wants wanna day days time today tonight week "
    "place places available free local happen happens long"
)

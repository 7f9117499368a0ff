"""Plain words to look a request up with: easy to read out and to type, no two of them alike, nothing that frightens.

Four of them by chance are 38 bits. That is enough behind a slow hash and a limit on tries, and people can keep them.
"""

import re
import secrets

HOW_MANY = 4
_TEXT = """
    accordion acorn actor aeroplane airport album almond alphabet amber amethyst anchor angle animal antelope antler
    apple apricot apron aquarium arch armchair arrow artichoke artist asparagus astronaut atlas attic autumn avenue
    avocado backpack badge badger badminton bagel baker balcony balloon bamboo banana bandana banjo banner barley
    barn barrel baseball basket battery beak beanbag beaver beehive beetle beetroot bell bench bicycle bird birthday
    biscuit blackbird blossom blouse bluebell blueberry boat bonnet book bookcase bookmark bottle boulder bracelet
    bramble branch brass breakfast breeze brick bridge broccoli brochure brook brush bubble bucket buffalo bulb
    bumblebee bungalow bush butter butterfly butternut button buzzard cabbage cabin cable cactus cake calendar calf
    camel camera camp canal candle canoe canvas caramel caravan card cardigan carnation carousel carpet cartoon
    cashew castle celery chaffinch chair channel cheddar cheese chef cherry chess chestnut chicken chimney chipmunk
    chocolate cinema cinnamon circle circus citrus city classroom clay cliff cloakroom clock cloth cloud clover
    clown coaster cobweb cockatoo coconut coffee coin coleslaw collar column comb comet compass computer concert
    cone cookie copper corner cornflake corridor cosmos costume cottage cotton couch cover cracker cradle cranberry
    crayon cream crescent cricket crocus crumble crumpet cube cuckoo cucumber cupboard curl curry curtain cushion
    custard cutlery cylinder daffodil dance dancer dandelion dawn december deckchair denim desk diamond diary dice
    dinner dinosaur dish dock dolphin dome dominoes door doorbell doorstep dormouse dragonfly drawer dress drift
    driftwood drill driver drop drum dumpling dungarees dustpan eagle earring earth earthworm easel east echo eggcup
    elastic elbow elephant elevator emerald encore engine envelope escalator evening eyebrow eyelash fabric falcon
    farm farmer fashion feather february fence ferret festival fiddle field film finch finger flag flamingo flannel
    flapjack flask fleece flint flip float floor flute foal foghorn folder foot football footpath footprint footstep
    forehead forest fork fortress fountain foxglove frame friday fringe frog fruit fudge funnel galaxy gallery game
    garage garden garlic garment gecko geranium gerbil gift giraffe glacier glass glasses glitter globe glue goggles
    gold goldfish gondola gosling grape grapevine gravel gravy green grid griddle guava guitar gumboot gymnast
    hairbrush hammock hamster hand handbag handlebar harbour harmonica harp harvest haystack hazel headband hedge
    hedgehog helmet heron highway hill hillside hippo hobby hockey holiday honey hopscotch hotel house hoverfly hula
    hyacinth iceberg icicle igloo inkwell insect iron island ivory jackdaw jacket jade january jasmine javelin jelly
    jersey jigsaw journal journey juggler juice jumper jungle juniper kale kangaroo karate kayak kennel ketchup
    kettle keyboard keyhole kitchen kite kitten kiwi knitting koala label lace ladybird lagoon lamb landmark lantern
    laptop larch lark lasagne lavender leaflet lemon lemonade lemur lentil leopard letter lettuce library lilac lily
    lime limerick limestone linen lion lizard llama locket lollipop lorry lotus lounge luggage lunch macaroni macaw
    machine mackerel magazine magnolia magpie mahogany mallet mammal mandarin mango maple marathon marble margin
    marigold market marmalade marsh mascot mattress meadow meerkat melody melon menu mermaid meteor midday midnight
    milk milkshake minibus minnow mirror mobile model monday mongoose month moon moped mosaic moss motor motorbike
    muffin mulberry museum mushroom music myrtle napkin necklace nest noodle north notebook november number nutmeg
    oasis oatmeal ocean october octopus olive omelette onion opal opera orange orbit orchard orchestra orchid
    ostrich otter oven oyster paddle paddock page paint painter pancake paper parade parcel parrot parsley parsnip
    party passport paste pastry path patio pavement peach peacock peanut pebble pelican pencil penguin pepper photo
    piano picnic picture pigeon pillow pilot pineapple pistachio pizza planet plant plate platform plaza poem pond
    popcorn porch portrait postcard poster potato pottery prairie prism pudding pumpkin puppet puppy purple purse
    puzzle pyramid quarter quilt quiz raccoon radiator radio radish raft rainbow raisin raspberry raven recipe
    rectangle reef referee ribbon rider robin robot room rope rosemary rowboat rucksack rugby ruler saffron sailor
    salad salmon salt sandal sandwich sardine satchel satin saturday saucer saxophone scarf school science scooter
    scout seagull seahorse season seat seaweed september shampoo shed sheep shelf shelter shield shirt shop shoulder
    shovel shower shrub shuttle silver sink skate sketch skittle sledge sleeve slide slipper snail snow snowball
    snowflake snowman soap sofa soil song south space spaniel sparrow spatula spinach spiral sponge spoon spring
    sprout square squash squid squirrel stable stadium stage stamp starfish station statue steam stencil stone stool
    story stream street stripe studio submarine suburb subway sugar summer sunflower sunrise sunset sunshine supper
    surf surfboard swallow swan sweater swimmer swing syrup tablet tadpole tangerine target tartan taxi teapot
    teaspoon teddy telescope tennis tent terrace thimble thistle thread thumb thursday ticket tiger tile timber
    tiptoe toast tomato tortoise toucan towel town track tractor train trainer tram tree triangle tricycle trifle
    trolley trombone trophy trousers trout trunk tuesday tulip turnip turquoise twig umbrella unicorn uniform valley
    vanilla vase vegetable velvet village vinegar violet violin visitor voyage waffle wagon walnut walrus wardrobe
    water waterfall wednesday weekend windmill window winter wool workshop wrist yacht yellow yoga zebra zigzag
"""
WORDS = tuple(_TEXT.split())


def new_words() -> tuple[str, ...]:
    """Choose four different words by chance."""
    return tuple(secrets.SystemRandom().sample(WORDS, HOW_MANY))


def read_words(text: str) -> tuple[str, ...]:
    """Return the words in what somebody typed, however they stand there: capitals, commas, dashes, line breaks."""
    return tuple(re.findall(r"[a-z]+", text[:200].lower()))

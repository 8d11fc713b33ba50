/**
 * 6,479 English words, kept for good: words that were drawn from this list must go on leading where they led.
 *
 * They are from the EFF's large word list by Joseph Bonneau (https://www.eff.org/files/2016/07/18/eff_large_wordlist.txt), © 2016
 * Electronic Frontier Foundation, CC BY 3.0 US (https://creativecommons.org/licenses/by/3.0/us/). Left out are those with a hyphen, and of
 * two that one slip turns into each other (a letter more, less, other, or two swapped) the one with more such neighbours; and of two that sound
 * alike the rarer: bobble, caddie, carat, illusive and sulphate.
 */
export const WORDS_EN: readonly string[] = `
abacus abdomen abdominal abide abiding ability ablaze able abnormal abrasion abrasive abreast abridge
abroad abruptly absence absentee absently absinthe absolute absolve abstain abstract absurd accent acclaim
acclimate accompany account accuracy accurate accustom acetone achiness aching acid acorn acquaint acquire
acre acrobat acronym action activate activator active activism activity actress acts acutely acuteness
aeration aerobics aerosol aerospace afar affair affected affecting affection affidavit affiliate affirm
affix afflicted affluent afford affront aflame aflutter afoot afraid afterglow afterlife aftermath
aftermost afternoon aged ageless agency agenda agent aggregate aghast agile aging agnostic agonize
agonizing agony agreeable agreed agreeing agreement ahead ahoy aids aim alabaster alarm albatross album
alfalfa algebra algorithm alias alibi alienable alienate aliens alike alkaline almanac almighty almost
aloe aloft aloha alongside aloof alphabet alright although alto aluminum alumni always amaretto amaze
amazingly amber ambiance ambiguity ambiguous ambition ambitious ambulance ambush amendable amendment
amends amenity amiable amicably amigo amiss ammonia ammonium amnesty amniotic among amount amperage
amplifier amplify amuck amulet amusable amused amusement amusing anaconda anaerobic anagram anatomist
anatomy anchor anchovy ancient android anemia aneurism anew angelfish angelic anger angled angling angrily
angriness anguished angular animal animate animating animation animator anime animosity ankle annex
annotate announcer annoying annually annuity anointer another answering antacid antarctic anteater
antelope antennae anthem anthill anthology antibody antics antidote antihero antiquely antiques antiquity
antirust antitoxic antiviral antivirus antler antonym antsy anvil anybody anyhow anymore anyone anyplace
anything anytime anyway anywhere aorta apache apostle appealing appear appease appendage appendix appetite
appetizer applaud applause apple appliance applicant applied appointee appraisal appraiser apprehend
approach approval approve apricot april apron aptitude aptly aqua aqueduct arbitrary arbitrate ardently
area arguable argue armadillo armband armchair armed armful armhole arming armless armoire armored armory
army aroma arose around arousal arrange array arrest arrival arrive arrogance arrogant arson art ascend
ascension ascertain ashamed ashen ashy askew asleep asparagus aspect aspirate aspire aspirin astonish
astound astride astrology astronaut astronomy astute atlantic atlas atom atonable atrium atrocious attach
attain attempt attendant attendee attention attentive attest attic attire attractor attribute atypical
audacious audacity audible audience audio audition augmented august authentic author autism autistic
autograph automaker automated automatic autopilot available avalanche avatar avenge avenging average avert
aviation aviator await awaken award awhile awkward awning awoke awry axis babbling babied baboon backache
backboard backboned backdrop backer backfield backfire backhand backing backlands backlash backless
backlight backlit backlog backpack backpedal backrest backroom backshift backside backslid backspace
backspin backstab backstage backtalk backtrack backup backward backwater bacon bacteria bacterium badass
badge badland badly badness baffle baffling bagel bagful baggage baggie bagginess bagging bagpipe baguette
baked bakery bakeshop balance balancing balcony balmy balsamic bamboo banana banish banjo bankable
bankbook banknote bankroll banner bannister banshee barbecue barbed barbell barcode bargraph barista
baritone barley barmaid barman barn barometer barrack barracuda barrel barrette barricade barrier barstool
bartender barterer basically basics basil basket batboy battalion battered battering battery batting
bauble bazooka blabber blade blah blaming blanching blandness blank blaspheme blast blatancy blatantly
blazer bleach bleak bleep blemish blend bless blighted blimp bling blinker blinking blinks blissful blitz
blizzard bloated bloating blob bloomers blooming blooper blouse bluff bluish blunderer blunt blurb blurred
blurry blustery boastful boasting boat bobbed bobbing bobcat bobsled bobtail bodacious body bogged
boggle bogus boil bok bolster bonanza bonded bonding bonehead boneless bonelike boney bonfire bonnet
bonsai boogeyman boogieman boondocks booted bootie booting bootlace bootleg boots boozy borax borough
borrower borrowing boss botanical botanist botany botch bottle bottling bottom bouncy boundless bountiful
bovine boxcar boxer boxing boxlike breath breeches breeching breeder breeding breeze brethren brewery
brewing briar bribe brick bridged brigade bright brilliant brim brisket briskly briskness brittle
broadband broadcast broaden broadly broadness broadside broadways broiler broiling broken bronchial bronco
bronze bronzing brook brought browbeat brownnose browse browsing bruising brunch brunette brush brussels
brute brutishly bubbly buccaneer bucket buckle buckshot buckskin bucktooth buckwheat buddhism budding
buddy budget buffalo buffed buffing buffoon buggy bulb bulge bulginess bulgur bulldog bulldozer bullfight
bullfrog bullhorn bullion bullish bullpen bullring bullseye bullwhip bully bundle bungee bunion bunkbed
bunkhouse bunkmate bunny busboy busily busload bust busybody buzz cabana cabbage cabbie cabdriver caboose
cache cackle cacti cactus caddy cadet cadillac cadmium cage cahoots calamari calamity calcium
calculate calculus caliber calibrate calm caloric calzone camcorder cameo camera camisole camper campfire
camping campsite campus canal canary cancel candied candle canine canister cannabis canned cannot canola
canon canopener canopy canteen capable capacity capillary capital capricorn capsize capsule caption
captivate captive captivity capture caramel caravan carbon cardboard carded cardiac cardigan
cardinal cardstock carefully caregiver careless caress caretaker cargo carload carmaker carnage carnation
carnival carnivore carol carpenter carpentry carpool carport carried carrot carrousel cartel cartoon
cartridge cartwheel carve carving carwash cascade casino cassette casually catacomb catalog catalyst
catalyze catapult cataract catatonic catcall catchable catcher catching catchy caterer catering catfight
catfish cathedral cathouse catlike catnap catsup cattail cattishly cattle catty catwalk caucasian caucus
causal causation causing cauterize cautious cavalier cavalry caviar cavity cedar celery celestial celibacy
celibate celtic cement census ceramics ceremony certainly certified certify cesarean cesspool chafe
chaffing chain chalice challenge chamber chamomile champion chance channel chant chaos chaperone chaplain
chapped chapter character charbroil charcoal charger charging chariot charity charm charred chasing chaste
chastise chastity chatroom chatting cheating cheddar cheek cheese chef chemicals chemist chemo cherisher
cherub chess chevron chevy chewable chewer chewing chihuahua childcare childhood childish childless
childlike chili chip chirping chirpy chitchat chivalry chive chloride choice chokehold choking chomp
chooser choosing choosy chosen chowder chowtime chrome chubby chuck chug chummy churn chute cider cilantro
cinch cinema cinnamon circle circling circular circulate circus citable citadel citation citizen citric
citrus city civic clad claim clambake clammy clamor clamshell clapper clapping clarify clarinet clasp
clause clavicle clean cleaver clench clergyman clerical clerk clicker client climate climatic clinic
clique cloak clobber clone cloning closable closure clothes clothing cloud clover clubbed clubbing
clubhouse clump clumsily clumsy clunky clustered clutch clutter coagulant coastal coaster coastland
coastline coauthor cobalt cobbler cobweb cocoa coconut cod coeditor coerce coexist coffee cofounder
cognition cognitive cogwheel coherence coherent cohesive coke cola coleslaw coliseum collage collapse
collar collected collector collie collision colonial colonist colonize colony colossal comfort comfy comic
coming comma commence commend commode commodity commodore common commotion commute commuting compacted
compactly compactor companion company compare compel compile comply component composed composite compost
composure compound compress comprised computer comrade concave conceal conceded concept concerned
concierge concise conclude concrete concur condense condiment condition condone conducive conductor
conduit confess confetti confidant confider confiding configure confined confirm conflict confound
confront confused confusing confusion congenial congested congrats congress conical conjoined conjure
conjuror connected connector consensus consent console consoling consonant constable constant constrain
constrict consult consumer consuming contact container contempt contend contented contently contents
contest contort contour contrite control convene copartner copied copilot copious copy coral cork cornball
cornbread corncob cornea cornfield cornflake cornhusk cornmeal cornstalk corny coronary coroner corporal
corporate correct corridor corrode corroding corrosive corsage corset cortex cosigner cosmetics cosmos
cosponsor cottage cotton cough could countable countdown counting countless county courier covenant
coveted coveting coyness cozily coziness crabbing crabgrass crablike crabmeat cradle cradling crafter
craftily craftsman craftwork crafty cramp cranberry crane cranial cranium crawfish crawlers crayon crazed
crazily craziness crazy creamed creamlike crease creasing creatable creation creative creature credible
credit creed creme creole crept crescent crested cresting crestless crevice crewless crewman crewmate crib
cricket crier crimson cringe cringing crinkle crisped crisping crispness crispy criteria critter crock
croon crop cross crouch crouton crowbar crowd crucial crudely crudeness cruelly cruelness crumb crummiest
crumpet crumpled cruncher crunching crunchy crusader crushable crushed crushing crust crux crying cryptic
crystal cubbyhole cube cubical cubicle cucumber cuddly cufflink culinary culminate culpable culprit
cultivate cultural culture cupbearer cupcake cupid cupped cupping curable curator curdle curfew curled
curliness curly curse cursive cursor curtain curtsy curvature cushy cusp cussed custard custodian custody
customary customer customize customs cut cycle cyclic cycling cyclist cylinder cymbal cytoplasm dab
daffodil dagger daintily dainty daisy dallying dance dancing dandelion dander dandruff dandy dangle
daredevil dares daringly darkened darkening darkish darkness darkroom darling darwinism dash dastardly
data datebook dating daughter daunting dawdler dawn daybed daybreak daycare daydream daylight daylong
dayroom daytime dazzler dazzling deacon deafening deafness dealer dealing dealmaker dealt dean debatable
debate debating debit debrief debtless debtor debug debunk decade decaf decathlon deceased deceit deceiver
deceiving december decency deception deceptive decibel decidable decimal decimeter decipher deck declared
decline decompose decorated decorator decoy decrease decree dedicate dedicator deduct deem deepen deeply
deepness deface defacing default defeat defection defective defendant defender defense defensive deferral
deferred defiance defiant defile defiling definite deflate deflation deflator deflected deflector defog
deforest defraud defrost deftly defuse defy degraded degrading dehydrate deity dejected delay delegate
delegator delete deletion delicacy delicious delighted delirium deliverer delivery delouse delta deluge
delusion demanding demeaning demeanor demise democracy democrat demystify denatured deniable denial denim
denote dense density dentist denture deodorant deodorize departed departure depict deplored deploy deport
depose depraved depravity deprecate depress deprive depth deputize deputy derail deranged derby derived
desecrate deserve deserving designate designer designing deskbound desktop deskwork desolate despair
despise destiny destitute destruct detached detector detergent detest detonate detonator detoxify detract
deuce devalue deviancy deviate deviation deviator device devious devotedly devotee devotion devourer
devouring devoutly dexterity dexterous diabetes diabetic diabolic diagnoses diagram dial diameter diaper
diaphragm diary dictate dictation dictator difficult diffused diffusion diffusive dig dilation diligence
diligent dilute dime diminish dimly dimmer dimness dimple diner dingbat dinghy dinginess dining diocese
dioxide diploma dipped directed direction directive directly directory direness dirtiness disabled
disagree disallow disarm disarray disaster disband disbelief disburse discard discern discharge disclose
discolor discount discourse discover discuss disdain disengage disfigure disgrace disinfect disjoin disk
dislike disliking dislocate dislodge disloyal dismantle dismay dismiss disobey disorder disown disparate
disparity dispatch dispense dispersal dispersed displace display displease disposal dispose disprove
dispute disregard disrupt dissuade distance distant distaste distill distinct distort distract distress
distrust ditch ditto dividable divided dividers dividing divinely divinity divisible division divisive
divorcee dizziness dizzy doable docile doctrine document dodge doily doing dole dollhouse dollop dolphin
domain domelike domestic dominion dominoes donated donation donator donor donut doodle doorbell doorframe
doorknob doorman doornail doorpost doorstep doorway dormitory dorsal dosage dotted doubling douche dowry
dragging dragonfly dragonish dragster drainable drainage drained drainpipe dramatic dramatize drank
drapery drastic draw dreaded dreadful dreadlock dreamboat dreamily dreamland dreamless dreamt dreary
drench dribble drift driller drilling drinkable drinking dripping drippy drivable driven driveway driving
drizzle drone drool dropbox dropkick droplet dropout dropper drowsily drudge drum dry dubbed dubiously
duchess duckbill duckling ducktail ducky duct dude duffel dugout duh duller dullness dumpling dumpster
duplex duplicate duplicity durably duration duress during dutiful duty duvet dwarf dweeb dwelled dwelling
dwindle dwindling dynamic dynamite dynasty dyslexia each eagle earache eardrum earflap earful earlobe
early earmark earmuff earphone earpiece earplugs earring earshot earthen earthlike earthling earthworm
earthy earwig easeful easel easiest easily easiness easing eastbound eastcoast easter eastward eatable
eaten eatery eats ebay ebony ebook ecard eccentric echo eclair eclipse ecologist ecology economic
economist economy ecosphere ecosystem edginess edgy edition editor educated education educator eel
effective effects efficient effort eggbeater egging eggnog eggplant eggshell egomaniac egotism egotistic
either eject elaborate elastic elbow eldercare elderly eldest electable election elective elephant elevate
elevating elevation elevator eleven eligible eliminate elite elitism elixir elk elliptic elongated elope
eloquence eloquent elsewhere elude elusive elves email embargo embark embassy embattled embellish embezzle
emblaze emblem embody embolism emboss embroider emcee emerald emergency emote emoticon empathic empathy
emperor emphases emphasize emphatic empirical employed emporium empower emptier emptiness empty emu enable
enactment enamel enchanted enchilada encircle enclose enclosure encode encounter encourage encroach
encrust encrypt endanger endeared endearing ended ending endless endnote endocrine endorphin endorse
endowment endpoint endurable endurance enduring energetic energize energy enforced engaged engaging engine
engorge engraved engraving engross engulf enhance enigmatic enjoyable enjoyer enjoying enjoyment enlarged
enlarging enlighten enlisted enquirer enrage enrich enroll enslave ensnare ensure entail entangled
entering entertain enticing entire entitle entity entomb entrap entree entrench entryway entwine enunciate
envelope enviably envious envision envy enzyme epic epidemic epidermal epidermis epidural epilepsy
epileptic epilogue epiphany episode equal equate equation equator equinox equipment equity equivocal
eradicate erasable erased erasure ergonomic errand erratic error erupt escalate escalator escapable
escapade escapist escargot eskimo esophagus espionage espresso esquire essay essence essential establish
esteemed estimate estimator estranged estrogen etching eternal eternity ethanol ethically ethics euphemism
evacuate evacuee evade evaluator evaporate evasion evasive even everglade evergreen everybody everyday
everyone evict evidence evident evil evoke evolution evolve exact exalted example excavate excavator
exceeding exception excess exchange excitable exciting exclaim exclude excluding exclusion exclusive
excretion excretory excursion excusable excuse exemplary exemplify exemption exerciser exert exes
exfoliate exhale exhaust exhume exile existing exit exodus exonerate exorcism expand expanse expansion
expansive expectant expedited expel expenses expire expiring explain expletive explicit explode exploit
exploring exponent exporter exposable expose exposure express expulsion exquisite extended extending
extent extenuate exterior extinct extortion extradite extras extrovert extrude extruding exuberant fabric
fabulous facebook facecloth facedown faceless facelift faceplate faceted facial facility facsimile factoid
factor factsheet factual faculty fade fading failing falcon fall false falsify familiar family famine
famished fanatic fancied fanciness fancy fanfare fang fanning fantasize fantastic fantasy fascism fastball
fasting fastness faucet favorable favored favoring favorite fax feast federal fedora feeble feisty feline
feminine feminism femur fence fencing fender ferment fernlike ferocious ferocity ferret ferris ferry
fervor festival festive festivity fetal fetch fever fiber fiction fiddle fiddling fidelity fidgeting
fidgety fifteen fiftieth figment figure figurine film filter filth filtrate finale finalist finalize
finally finance financial fineness finicky finished finishing finite finless finlike fiscally fit five
flaccid flagman flagpole flagship flagstick flagstone flail flakily flaky flammable flanked flanking
flannels flap flaring flashback flashbulb flashcard flashily flashing flashy flask flatbed flatfoot flatly
flatness flatten flattered flattery flattop flatware flatworm flavorful flaxseed fled fleshed flick flier
flight flinch flirt float flogging floral florist floss flyable flyaway flyover flypaper foam foe folic
folk follicle follow fondling fondly fondness fondue font food footage football footbath footboard footer
footgear foothill foothold footless footman footnote footpad footprint footrest footsie footsore footwork
fossil founder founding fountain foyer fracture fragile fragility fragment fragrance fragrant frame
framing frantic fraternal frayed frays freckled freebase freebee freedom freefall freehand freeing
freeload freely freemason freeness freestyle freeware freeway freewill freezable freight frenzied frenzy
frequency frequent fresh fretful fretted friday fridge friend frighten frightful frigidity frigidly frill
frisbee frisk frivolous from frostbite frosted frostily frosting frostlike frosty froth frown frozen
fructose frugality frugally fruit frustrate gaffe gainfully gaining gains gala gallantly galleria gallery
gallon gallows gallstone galore galvanize gambling gamma gangly gangrene gangway garage garden gargle
garland garlic garment garnet garnish garter gas gatherer gathering gauging gauntlet gauze gave gawk gear
gecko geek geiger gem generic generous genetics genre gentile gentleman gently gents geography geologic
geologist geology geometric geometry geranium gerbil geriatric germicide germinate germless germproof
gestate gestation gesture getaway getting getup giant gibberish giblet giddily giddiness giddy gift
gigabyte gigahertz gigantic giggle giggling gigolo gilled gills gimmick girdle giveaway given giving gizmo
gizzard glacial glacier gladiator gladly glamorous glamour glance glancing glandular glare glass glaucoma
glazing gleaming gleeful glider glimmer glimpse glisten glitch glitter glitzy gloater gloomily gloomy
glorified glorify glorious glory glove glowing glowworm glucose glue gluten glutinous glutton gnarly gnat
goal goatskin goes goggles goldfish goldmine goldsmith golf goliath gonad gondola gong gooey goofball
goofiness google goon gopher gore gorged gorgeous gosling gossip gothic gotten gout graceful graceless
gracious gradation graded gradient grading gradually graduate graffiti grafted grafting granddad grandkid
grandly grandma grandson granite granny granola granular graph grapple grappling grasp gratified gratify
gratitude gratuity graveness graves graveyard gravitate gravity gravy greasily greedily greedless greedy
green greeter greeting grew greyhound grid grief grievance grieving grievous grimace grimacing grime
griminess grinch grinning gristle groggily groggy groin groom grooving groovy grope grouped grower growl
grub grudging grueling gruffly grumbling grumbly grumpily grunge grunt guacamole guidable guidance guide
guiding guileless gullible gulp gumball gumdrop gumminess gumming gummy gurgling guru gush gusto gutless
guts gutter guy guzzler gyration habitable habitat habitual hacked hacksaw had haggler haiku half halogen
halved hamburger hamlet hammock hamster hamstring handbag handball handbook handbrake handcart handclap
handcraft handcuff handful handgrip handgun handheld handiness handlebar handler handling handmade handoff
handpick handprint handrail handsaw handset handsfree handshake handstand handwash handwork handwoven
handwrite handyman hangnail hangout hangover hangup hankering hankie hanky haphazard happening happier
happiest happily happiness happy harbor hardcopy hardcore hardcover harddisk hardened hardening hardhat
hardhead hardship hardware hardwired hardwood hardy harmonica harmonize harmony harness harpist harsh
harvest hassle hastily hastiness hasty hatbox hatchback hatchery hatchet hatchling hate hatless hatred
haunt haven hazard hazelnut hazily haziness hazing hazy headache headband headboard headcount headdress
headed headfirst headgear heading headlamp headless headlock headphone headpiece headrest headroom
headscarf headset headsman headstand headstone headway heap heave heavily heaviness hedge hedging
heftiness hefty helium helmet helper helpful helping helpless helpline hemlock hemstitch henchman henna
herald herbal herbicide herbs heritage hermit heroics heroism herring herself hertz hesitancy hesitant
hesitate hexagon hexagram hubcap huddle huddling huff hula human humbling humbly humid humiliate humility
hummus humongous humorist humorless humorous humpback humped humvee hunchback hundredth hunger hungrily
hungry hunting huntress huntsman hurler hurling hurray hurricane hurried hurt husband husked huskiness
hybrid hydrant hydrated hydration hydrogen hydroxide hyperlink hypertext hyphen hypnoses hypnotic
hypnotism hypnotize hypocrisy hypocrite ibuprofen ice iciness icing icky icon idealism idealize ideally
idealness identical identify ideology idiocy idiom idly igloo ignition ignore iguana illicitly illusion
image imaginary imagines imaging imbecile imitate imitation immature immerse immersion imminent
immobile immodest immorally immortal immovable immunity immunize impaired impale impart impatient impeach
impeding imperfect imperial impish implant implement implicate implicit implode implosion implosive imply
impolite important importer impose imposing impotence impotent impound imprecise imprint imprison
impromptu improper improve improving improvise imprudent impulse impulsive impure impurity iodine ipad
iphone irate irk irregular irrigate irritable irritant islamic islamist isolated isolating isolation
isotope issue issuing italicize italics item itinerary itunes ivory ivy jackal jacket jackknife jackpot
jailbird jailbreak jailer jailhouse jalapeno janitor january jargon jasmine jaundice java jawed jawless
jawline jaws jaybird jaywalker jazz jeep jeeringly jellied jelly jersey jester jet jiffy jigsaw jimmy
jingle jingling jinx jitters job jockey jockstrap jogger jogging john joining jokester jokingly jolliness
jolt jovial joyfully joylessly joyous joyride joystick jubilance jubilant judge judgingly judicial
judiciary judo juggle juggling jugular juice juiciness jujitsu jukebox jumble jumbo jump junction juncture
june junior juniper junkie junkman junkyard jurist juror jury justice justifier justify justly justness
juvenile kabob kangaroo karaoke karate karma kebab keenly keenness keg kennel kept kerchief kerosene
kettle kick kiln kilobyte kilogram kilometer kilowatt kimono kindle kindling kindness kindred kinetic
kinfolk king kinship kinsman kinswoman kissable kisser kissing kitchen kite kitten kitty kiwi kleenex
knapsack knee knelt knickers knoll koala kooky kosher krypton kudos labored laboring laborious labrador
ladder ladies ladle ladybug ladylike lagoon lair landed landfall landing landlady landless landline
landlord landmark landmass landowner landscape landside language lankiness lantern lapdog lapel laptop
lard large lasso latch latitude latrine latticed launch launder laundry laurel lavender lavish laxative
lecturer left legacy legal legend legged leggings legible legislate lego legroom legume legwarmer legwork
lemon length lens leotard lesser letdown lethargic lethargy letter lettuce level leverage levers levitate
levitator liability liberty librarian library licking licorice lid life lifter lifting liftoff ligament
likely likeness likewise lilac lily limb limeade limelight limes limit limping limpness lingo linguini
linguist linked linoleum linseed lion liquefy liqueur liquid lisp litigate litigator litmus little livable
lived livestock lividly lizard lubricant lubricate lucid luckily luckiness luckless lucrative ludicrous
lukewarm lullaby lumber luminance luminous lumpiness lumpish lunacy lunar lunchbox luncheon lunchroom
lunchtime lung lurch lure luridness lushly lushness luster lustfully lustily lustiness lustrous lusty
luxurious luxury lying lyrically lyricism lyrics macarena macaroni macaw mace machine machinist magazine
magenta maggot magical magician magnesium magnetic magnetism magnetize magnifier magnify magnitude
magnolia mahogany maimed majestic majesty majorette majority makeover maker makeshift making malformed
malt mama mammal mammary mammogram manager managing manatee mandarin mandate mandatory mandolin mango
manhandle manhole manhood manhunt manicotti manicure manifesto manila mankind manlike manliness manmade
mannish manor manpower mantis mantra manual many marathon marauding marbled marbling march mardi margarine
margarita margin marigold marina marital maritime marmalade maroon marrow marry marshland marshy marsupial
marvelous marxism mascot masculine mashed mashing massager masses massive mastiff matador matchbook
matchbox matchless material maternity matriarch matrimony matrix matron matted maturely maturing maturity
mauve maverick maximize maximum maybe mayday mayflower moaner moaning mobile mobility mobilize mobster
mocha mocker mockup modified modify modular modulator module moisten moistness moisture molar molasses
molecular molecule molehill mollusk mom monastery monday monetary monetize moneybags moneyless moneywise
mongoose mongrel monitor monkhood monogamy monogram monologue monopoly monorail monotone monotype monoxide
monsieur monsoon monstrous monthly monument moocher moodiness moody moonbeam mooned moonlight moonlike
moonlit moonrise moonscape moonshine moonstone moonwalk morale morality morally morbidity morbidly
morphine morse mortician mortified mortify mortuary mosaic mossy most mothball mothproof motion motivate
motivator motive motocross motor motto mounted mourner mournful mousiness moustache mouth movable movie
mower mowing mud mulberry mulch mule mulled mullets multiple multitask multitude mummified mummify mumps
munchkin mundane municipal muppet mural murkiness murky murmuring muscular museum mushily mushroom music
musket mustang mutable mutate mutation mutilated mutilator mutiny mutual muzzle myself myspace mystified
mystify myth nacho nag nail naming nanny nanometer nape napkin napped napping national native nativity
natural nature naturist nautical navigate navigator navy nearby nearest nearness neatly nebula nebulizer
nectar negate negation negative neglector negligee negligent negotiate nemeses neon nephew nerd nervous
nervy neurology neuron neurosis neurotic neuter next nibble nickname nicotine niece nifty nimbly nineteen
ninetieth ninja nintendo ninth nuclear nuclei nucleus nugget nullify numbing numbness numeral numerate
numerator numeric numerous nuptials nursery nursing nurture nutcase nutlike nutmeg nutrient nutshell
nuttiness nutty nylon oaf oasis obedience obedient obituary object obligate obliged oblivion oblivious
oblong obnoxious oboe obscure obscurity observant observer observing obsessed obsession obsessive obsolete
obstacle obstinate obstruct obtain obtrusive obtuse obvious occultist occupancy occupant occupier occupy
ocean ocelot octagon octane october octopus ogle oink ointment okay old olive olympics omega omen ominous
omission omit omnivore onboard oncoming ongoing onion online onlooker only onscreen onset onshore
onslaught onstage onto onward onyx oops ooze opacity opal operable operate operating operation operative
operator opium opponent oppose opposing opposite oppressed oppressor opt opulently osmosis other ought
ounce outage outback outbid outboard outbound outbreak outburst outcast outclass outcome outdated outdoors
outer outfield outfit outflank outgoing outgrow outhouse outing outlet outline outlook outlying outmatch
outnumber outplayed outpost outpour output outrank outreach outright outscore outsell outshine outshoot
outsider outskirts outsmart outsource outspoken outtakes outthink outward outweigh ovary overact overall
overarch overbid overbill overbite overblown overboard overbook overbuilt overcast overcoat overcome
overcrowd overdraft overdrawn overdress overdrive overdue overeager overexert overfed overflow overfull
overgrown overhand overhaul overhead overhung overjoyed overlabor overlaid overlap overload overlying
overnight overpass overpay overplant overpower overprice overrate overreach override overrule overrun
overshot oversized oversleep oversold overspend overstate overstay overstep overstock overstuff oversweet
overtake overthrow overtime overtly overtone overture overuse overvalue overview overwrite owl oxford
oxidant oxidation oxidize oxidizing oxygen oxymoron oyster ozone paced pacemaker pacific pacifier pacifism
pacify padded padding paddle padlock pagan pajamas palace palatable palpable palpitate paltry pampered
pampers pamphlet panama pancake pancreas panda pandemic panic panorama panoramic panther pantomime pants
pantyhose paparazzi papaya paprika papyrus parabola parachute parade paradox paragraph parakeet paralegal
paralyses paralyze paramedic parameter paramount parasail parasite parasitic parcel parched parchment
pardon parish parka parking parkway parlor parmesan parole parsley parsnip partake parted partition
partner party passable passage passcode passenger passerby passing passion passivism passover passport
password pasta pastel pastime pastor pastrami pasture patchwork paternal path patience patient patio
patriot patrol patronage patronize pauper pavement paver pavestone pavilion pawing payable payback
paycheck payee payment payphone payroll pebble pecan pectin peculiar peddling pediatric pedicure pedigree
pedometer pegboard pelican pellet pelt pelvis penalize penalty pencil pendant penholder penknife penniless
penny penpal pension pentagon pentagram pep perceive percent perch percolate perennial perfected perfectly
perfume periscope perjurer perjury perkiness perky perm peroxide perpetual perplexed persecute persevere
persuaded peso pessimism pesticide petite petition petri petroleum petted petticoat pettiness petty
petunia phantom phobia phoenix phonebook phoney phonics phoniness phosphate photo phrase phrasing placard
placate placidly planner plant plasma plaster plated platform plating platinum platonic platypus plausible
player playful playgroup playhouse playlist playmaker playmate playoff playpen playroom playset plaything
playtime plaza pleading pleat pledge plentiful plenty plethora plexiglas pliable plow pluck plunder
plunging plural plus plutonium plywood poach poem pogo pointed pointing pointless pointy poise poison
poker poking police polio polish politely polka polyester polygon polygraph polymer poncho pond popcorn
pope popper poppy popsicle populace popular porcupine porous porridge portable portal portfolio porthole
portion portly portside posh possible possum postage postbox postcard posted posting postnasal postwar
pouncing pouring powdered powdering powdery powwow pox praising prance prancing pranker prankish prankster
praying preacher preaching preachy preamble precinct precise precision precook precut predator predefine
predict preface prefix preflight preformed pregame pregnancy pregnant preheated prelaunch prelaw prelude
premiere premises premium prenatal prepaid prepay preplan preschool prescribe preseason preset preshow
presoak press presuming preteen pretended pretense pretext pretzel prevail prevalent prevent preview
previous prewar prewashed prideful pried primal primarily primary primate primer primp princess print
prior prism prissy pristine privacy privatize prize proactive probably probation probing probiotic problem
procedure process proclaim procreate procurer prodigal prodigy produce profane profanity professed
professor profile profound profusely progeny prognosis program progress projector prologue prolonged
promenade prominent promoter promotion promptly prong pronounce pronto proofing proofread proofs propeller
properly proponent proposal propose props prorate protegee proton prototype protozoan protract protrude
proud provable proved provided providing province provoke provoking provolone prowler prowling proximity
proxy prozac prude prudishly pruning psychic public publisher pucker pueblo pug pull pulmonary pulsate
pulse pulverize puma pumice pummel punch punctual punctuate punctured pungent punisher punk pupil purchase
pureblood purebred purely pureness purgatory purge purifier purify puritan purple purplish purposely purr
pursuable pursuant pursuit purveyor pushcart pushchair pusher pushiness pushing pushover pushpin pushup
putdown putt puzzling pyramid pyromania python quack quadrant quail quaintly quake quaking qualified
qualify qualm quantum quarrel quarry quartered quarterly quarters quartet quench query quicken quickly
quickness quicksand quickstep quill quintet quintuple quirk quit quiver quizzical quotable quotation quote
rabid racism rack racoon radar radial radiance radiantly radiated radiation radiator radio radish raft
ragged ragweed raider railcar railroad railway raisin rally ramble ramrod ranch rancidity random ranging
ranked ransack rare rarity rascal rasping ravage ravine ravioli ravishing reabsorb reacquire reaction
reactive reactor reaffirm ream reanalyze reappear reapply reappoint reapprove rearrange rearview reason
reassign reassure reattach reawake rebalance rebel rebirth reboot reborn rebound rebuff rebuild reburial
rebuttal recall recapture recast recede recess recharger recipient recital recite reckless reclaim
recliner reclining recluse reclusive recognize recoil recollect recolor reconcile reconfirm reconvene
recopy record recount recoup recovery recreate rectangle rectified rectify recycled recycling reemerge
reenact reenter reentry reexamine referable referee reference refill refinance refined refinery refining
refinish reflex refocus refold reformat reformer reformist refract refrain refreeze refresh refried
refueling refund refurbish refusal refusing refutable refute regain regalia regally reggae regime region
register registrar registry regress regretful regroup regular regulate regulator rehab reheat rehire
reimburse reissue reiterate rejoice rejoicing rejoin rekindle relapse relapsing relatable related relation
relative relax relearn release relenting reliable reliance reliant relic relieving relight relish relive
reload relocate relock reluctant rely remake remark remarry rematch remedial remedy remember reminder
remindful remission remix remnant remodeler remorse removable removal removed removing rename renderer
rendering rendition renegade renewable renewal renewed renounce renovate renovator rentable rental rented
reoccupy reoccur reopen reorder repackage repacking repaint repair repave repaying repayment repeal
repeated repent rephrase replace replay replica reporter repossess repost repressed reprimand reprise
reproach reprocess reproduce reprogram reps reptile reptilian repugnant repulsion repulsive repurpose
reputably request require requisite reroute rerun resale resample rescuer research reselect reseller
resemble resend reshape reshoot reshuffle residence resident residual residue resigned resilient resistant
resisting resize resolute resolved resonant resonate resort resource respect resubmit result resume
resupply resurface resurrect retail retainer retaining retaliate retention rethink retinal retired
retiring retool retorted retouch retrace retread retrial retrieval retriever retry return retying retype
reunion reunite reusable reuse reveler revenge reverb revered reversal reverse reversing reversion
revisable revise revision revisit revival reviver reviving revocable revolt revolver revolving reward
rewash rewind rework rewrap rewrite rhyme ribbon ribcage riches richly richness rickety ricotta riddance
ridden ride riding rifling rigging rigid rigor rimless rimmed rind rinse rinsing riot ripcord ripeness
ripening ripple rippling riptide risotto ritalin ritzy rival riverbank riverbed riverboat riverside
riveter riveting roamer roaming roast robe robin robotics robust rockband rocket rockfish rockiness
rocking rocklike rockslide rockstar rocky rogue roman romp roping roster rosy rotting rotunda roulette
roundish roundness roundup roundworm routine rover royal rubber rubbing rubble rubdown ruby ruckus ruined
rummage rumor runaround runner running runway rupture sabbath sabotage sacrament sacred sacrifice sadden
saddlebag saddled safari safeguard safehouse safely safeness saffron saga saggy said saint salad salami
salaried salary saline saloon salsa salutary salute salvage salvaging salvation same sample sampling
sanction sanctity sanctuary sandal sandbank sandbar sandblast sandbox sandfish sandlot sandpaper sandpit
sandstone sandstorm sandworm sanitary sanitizer sank santa sarcasm sarcastic sardine sasquatch sassy
satchel satiable satin satirical satisfied satisfy saturate saturday sauciness saucy sauna savanna saved
savings savor saxophone scabbed scabby scalded scale scaling scallion scallop scam scanner scanning scant
scapegoat scarce scarcity scarecrow scarf scarily scariness scarring scavenger scenic schedule schematic
scheme scheming schilling schnapps scholar science scientist scion scoff scolding scoop scooter scope
scorch scorebook scorecard scoreless scorer scorpion scoundrel scoured scouting scouts scowling scrabble
scraggly scrambled scrap scratch scrawny screen scribe scribing scrimmage script scroll scrooge scrounger
scrubbed scruffy scrunch scrutiny scuba sculptor sculpture scurvy scuttle secluded secluding seclusion
second secrecy secret sectional sector secular securely security sedan sedate sedation sedative sediment
seduce seducing segment seismic seizing seldom selected selector self seltzer semantic semester semicolon
semifinal seminar semisoft semisweet senator send senior senorita sensation sensitive sensually sensuous
sepia september septic septum sequel sequence sequester series sermon serotonin serpent serrated serve
service serving sesame sessions setback settling sevenfold seventeen seventh severity shaded shadily
shadiness shading shadow shady shaft shakable shallot shampoo shamrock shanty shape sharpener sharper
sharpie sharply sharpness shawl sheath shed sheet shelter shelve shelving sherry shield shifter shifting
shiftless shifty shimmer shimmy shindig shingle shininess shining shirt shivering shoplift shopper
shopping shoptalk shortage shortcake shortcut shorten shorthand shortlist shortly shortness shorts
shortwave shout shove showbiz showcase showdown shower showgirl showing showman shown showoff showpiece
showplace showroom shrapnel shredder shredding shrewdly shriek shrill shrimp shrine shrivel shrouded
shrubbery shrubs shrug shrunk shucking shudder shuffle shuffling shun shush siamese siberian sibling
sierra siesta sighing silenced silent silica silicon silliness silly silo silver similarly simmering
simplify sincere sincerity singing singular sinister sinuous sip siren sister sitcom sitting situated
situation sixfold sixteen sixth sixties sixtieth sixtyfold sizable size sizzle sizzling skater skating
skedaddle skeletal skeleton sketch skewed skier skiing skilled skillful skimmed skimming skimpily skincare
skinhead skinless skinning skinny skintight skipper skipping skirmish skittle skydiver skylight skyline
skype skyrocket skyward slab slacked slacking slackness slacks slain slander slang slapstick slashed slate
slather sleek sleeve slept sliceable sliced slideshow sliding slighting slightly slimness slimy slingshot
slinky slit slobbery slogan sloped sloping sloppily sloppy slouching slouchy sludge slug slurp sly small
smartly smartness smasher smashup smelting smile smilingly smirk smith smitten smock smog smoked smokeless
smokiness smoking smoky smolder smooth smother smudgy smuggler smuggling smugly smugness snack snagged
snaking snap snarl snazzy sneak sneer sneeze sneezing snide sniff snippet snitch snooper snooze snoring
snorkel snort snowbird snowboard snowbound snowcap snowdrift snowdrop snowfall snowfield snowflake
snowiness snowless snowplow snowshoe snowstorm snowsuit snowy snub snuggle spearfish spearhead spearman
spearmint species specimen specked specks spectacle spectator spectrum speculate speech speed spellbind
speller spelling spendable spender spending spent spew sphere spherical sphinx spider spiffy spill spinach
spinal spindle spinner spinout spinster spiny spirited spiritism spirits spiritual splashing splashy
splatter spleen splendid splendor splice splicing splinter splotchy splurge spoilage spoiled spoiling
spoils spoken spokesman sponge sponsor spoof spookily spooky spore sporting spotless spotlight spotted
spotty spousal spouse sprain sprang sprawl spree sprig sprinkled sprite sprout spruce spry spud sputter
spyglass squabble squad squall squander squash squatted squatting squeak squealer squealing squeamish
squeegee squeeze squeezing squiggle squint squishier squishy stability stabilize stable stadium staff
stage staging stagnant stagnate stainable stained staining stainless stalemate staleness stalling stamina
stammer stamp stand starboard starch stardom stardust starfish stargazer stark starless starlet starlight
starry starship starter startle startling startup starved starving stash static statistic stature
statutory staunch stays steadfast steadier steadily steadying steam steerable steering steersman stegosaur
stellar stench stencil stereo sterile sterility sterilize sterling sternness sternum stick stiffen stiffly
stiffness stifle stifling stillness stilt stimulant stimulate stimuli stimulus stinger stingily stingray
stingy stinking stipend stir stoic stoke stonewall stoneware stonework stoning stony stood stooge
stoplight stoppable stoppage stopped stopwatch storable storage storeroom storewide storm stowaway
straddle straggler strainer strangely stranger strangle strategic strategy stratus straw streak street
strength strenuous strep stress stretch strewn stricken strict strife striking strobe stroller strongbox
strongly strongman struck structure strudel struggle strum strung stubbed stubbly stubborn stucco student
studied studio study stuffed stuffing stuffy stumble stumbling stunned stunning stunt stupor sturdily
styling stylishly stylist stylized stylus suave subarctic subatomic subdivide subdued subduing subfloor
subgroup subheader subject sublease sublet sublevel sublime submarine submerge submersed submitter
subpanel subpar subplot subprime subscribe subscript subsector subside subsiding subsidize subsoil
subsonic substance subsystem subtext subtitle subtly subtotal subtract subtype suburb subway subwoofer
subzero succulent such suction sudoku suds sufferer suffering suffice suffix suffocate suffrage sugar
suggest suing suitable suitcase suitor sulfate sulfide sulfur sulk sullen sulphuric sultry
superbowl superglue superhero superior superjet superman supermom supernova supervise supplier supply
support supremacy supreme surcharge surface surfacing surfboard surfer surgery surgical surname surpass
surplus surprise surreal surrender surrogate surround survey survival survive surviving survivor sushi
suspect suspend suspense sustained swaddling swagger swampland swan swapping swarm swear sweep swell
swiftly swiftness swimmable swimsuit swimwear swipe swirl swivel swooned swoosh sworn swung sycamore
sympathy symphonic symphony symptom synapse syndrome synergy synopses synthesis synthetic syrup system
tabasco tabby tableful tables tableware tabloid tackiness tackling tacky taco tactful tactical tactics
tactile tactless tadpole taekwondo tainted talcum talisman talon tamale tameness tamer tannery tantrum
tapeless tapered tapering tapestry tapioca taps tarantula target tarmac tarot tartar tartly tartness task
tassel taste tattling tattoo tavern that theater theatrics theft theme theology theorize thermal thermos
thesaurus thesis thespian thicken thickness thieving thievish thigh thimble think thinly thinner thinness
thinning thirstily thirsting thirteen thirty thorn those thousand thrash thread threaten threefold thrift
thrive thriving throat throbbing throng throttle throwaway throwback thrower throwing thud thumb thumping
thursday thwarting thyself tiara tibia tidal tidbit tidiness tidings tidy tiger tighten tightly tightness
tightrope tightwad tigress tile timid timing timothy tinderbox tinfoil tingly tinker tinkling tinsel
tinsmith tint tinwork tipoff tipper tiptoeing tiptop tracing traction tractor trade tradition traffic
tragedy trailing trailside train tranquil transfer transform translate transpire transport transpose
trapdoor trapeze trapezoid trapped trapping travel traverse travesty tray treachery treading treadmill
treat treble tree trekker trembling tremor trend trespass triage trial triangle tribesman tribunal tribune
tributary triceps trickery trickily tricking trickle trickster tricky tricolor tricycle trident trifle
trifocals trillion trilogy trimester trimmer trimming trimness trinity trio tripod triumph trivial trodden
trolling trombone trophy tropical tropics trouble troubling trough trousers trout trowel truce truffle
trump trunks trustable trustee trustful trusting trustless truth tubeless tubular tucking tuesday tuition
tulip turbine turbofan turbojet turbulent turf turkey turmoil turret turtle tutor tutu tux tweak tweed
tweezers twelve twentieth twenty twerp twice twiddle twiddling twig twilight twins twistable twisted
twisting twisty twitch twitter tycoon tyke udder ultimate ultimatum ultra umbilical umbrella umpire
unabashed unadorned unadvised unafraid unaligned unaltered unarmored unashamed unaudited unawake unbaked
unbalance unbend unbiased unbitten unblended unblessed unblock unbolted unbounded unboxed unbraided
unbridle unbroken unbuckled unbundle unburned unbutton uncanny uncapped uncaring uncertain unchain
unchanged uncharted uncheck uncivil unclad unclaimed unclamped unclasp uncle unclip uncloak unclog
unclothed uncoated uncoiled uncolored uncombed uncommon uncooked uncork uncorrupt uncounted uncouple
uncouth uncover uncross uncrown uncured uncurious uncut undamaged undated undaunted undead undecided
undefined underage underarm undercoat undercook undercut underdog underdone underfed underfoot undergo
undergrad underhand underling undermine undermost underpaid underpass underpay underrate undertake
undertow underuse underwear underwent underwire undesired undiluted undivided undocked undoing undone
undrafted undress undrilled undusted unearned unearth unease uneasily uneatable uneaten unedited unelected
unending unengaged unenvied unequal unethical uneven unexpired unexposed unfailing unfair unfasten unfazed
unfeeling unfilled unfitted unfitting unfixable unflawed unfocused unfold unframed unfreeze unfrosted
unfrozen unfunded unglazed ungloved unglue ungodly ungraded ungreased unguarded unguided unhappily unhappy
unharmed unhealthy unheard unhearing unheated unhelpful unhidden unhinge unhitched unholy unhook unicorn
unicycle unified uniformed uniformly unify unimpeded uninjured uninstall uninvited uniquely unisexual
unison unissued unit universal universe unjustly unkempt unkind unknotted unknowing unknown unlaced
unlatch unlawful unleaded unleash unless unleveled unlighted unlikable unlimited unlined unloader
unlocking unlovely unloving unluckily unlucky unmade unmanaged unmanned unmarked unmasking unmatched
unmindful unmixed unmolded unmoral unmovable unmoved unnamable unnamed unnatural unneeded unnerve
unnerving unnoticed unopened unopposed unpack unpadded unpaid unpainted unpaired unpaved unpeeled unpicked
unpiloted unpinned unplanned unpleased unpledged unplowed unplug unpopular unproven unquote unranked
unraveled unreached unreal unrelated unrented unrest unretired unrevised unrigged unripe unrivaled
unroasted unrobed unruffled unruly unrushed unsaddle unsafe unsalted unsavory unscathed unscented unscrew
unsealed unsecured unseeing unseemly unseen unselect unselfish unsent unsettled unshackle unshaken
unshaved unsheathe unshipped unsightly unsigned unskilled unsliced unsmooth unsnap unsocial unsolved
unsorted unspoiled unspoken unstable unstaffed unstamped unsteady unsterile unstirred unstitch unstopped
unstuck unstylish unsubtle unsuited untagged untaken untaxed unthawed unthread untidy untie untimed
untimely untitled untouched untracked untrained untreated untried untrimmed untrue untruth untwist untying
unusable unused unusual unvalued unvaried unvarying unveiled unveiling unviable unvisited unvocal unwanted
unwarlike unwary unwashed unweave unwed unwelcome unwell unwieldy unwilling unwired unwomanly unworldly
unworn unworried unworthy unwound unwoven unwrapped unwritten unzip upbeat upchuck upcoming upcountry
update upfront upgrade upheaval upheld uphill uplifted uplifting upload upon upper upright uprising
upriver uproar uproot upscale upside upstage upstairs upstart upstream upstroke upswing uptake uptown
upturned upward upwind urban urchin urethane urgency urgent urging urologist urology usage useable used
uselessly usual utensil utility utilize utmost utopia vacancy vacant vacate vacation vagabond vagrancy
vagrantly vaguely vagueness valiant valid valium valuables value vanilla vanity vanquish vantage vaporizer
variable varied variety various varmint varsity varying vascular vaseline vastly veal vegan veggie
vehicular velcro velocity velvet vendetta vendor veneering vengeful venomous ventricle venus verbalize
verbally verbose verdict verify verse version versus vertebrae vertical vertigo very vessel vest veteran
veto vexingly viable vibes vicinity victory video viewable viewer viewing viewless viewpoint vigorous
village villain vindicate vineyard violate violation violator violet violin viper viral virtual virtuous
virus visa viscosity viscous viselike visible vision visiting visitor visor vitality vitalize vitally
vitamins vivacious vividness vixen vocalist vocalize vocally voice voicing void volatile volley voltage
volumes voter voting voucher vowed voyage wafer wages waggle wagon wake walk walmart walnut walrus waltz
wand wannabe wanted wanting wasabi washable washbasin washboard washbowl washcloth washday washer
washhouse washout washroom washstand washtub wasp waviness waving whacking whacky wham wharf wheat
whenever whiff whimsical whinny whisking whoever whole whoopee whooping whoops why widely widen widget
widow width wieldable wifi wikipedia wildcard wildcat wilder wildfire wildfowl wildland wildlife wildly
wildness willfully willing willow willpower wilt wimp wince wincing winnings winter wired wireless wiring
wiry wisdom wish wisplike wispy wistful wobbling wobbly wolverine womanhood womankind womanless womanlike
womanly womb woof wooing word worried worrisome worry worsening worshiper worst wound woven wow wrangle
wrath wreckage wrecker wrecking wriggle wrinkly wrist writing written wrongdoer wronged wrongful wrongly
wrongness xbox xerox yahoo yam yanking yeah yearbook yearling yelling yelp yesterday yiddish yield yin
yippee yodel yoga yogurt yonder yoyo zap zealous zebra zen zeppelin zero zestfully zesty zigzagged zipfile
zipping zippy zips zodiac zombie zoning zookeeper zoologist zoology zoom
`
  .trim()
  .split(/\s/);

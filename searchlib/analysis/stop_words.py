"""Which words of a language say nothing of what a text is about? Function words: they only hold sentences together.

Articles, pronouns, prepositions, conjunctions, auxiliary verbs, and the adverbs of degree and place that go with them.
Nothing is left out of an index by these lists; a ranking may leave them out of the bare words of a question.
"""

from functools import lru_cache
from typing import Final

from searchlib.analysis.letters import fold

__all__ = ["stop_words"]

# على is left out of the Arabic ones, as folded it is the name علي.
_WORDS: Final = {
    "arabic": """
        في من إلى الى عن مع بعد قبل بين تحت فوق عند منذ حتى خلال حول ضد دون سوى غير كل بعض أي اي هذا هذه ذلك
        تلك هؤلاء أولئك الذي التي الذين اللذان اللتان اللواتي ما ماذا متى أين اين كيف لماذا هل كم أنا انا نحن
        أنت انت أنتم انتم هو هي هم هن هما و أو او ثم أم ام بل لكن لكنه أن ان إن أنه انه إنه كان كانت كانوا يكون
        تكون ليس ليست قد لقد سوف لا لم لن إذا اذا لو كما مثل أيضا ايضا فقط له لها لهم به بها فيه فيها عليه عليها
        منه منها هنا هناك حيث إذ اذ
    """,
    "danish": """
        en et den det de der dem denne dette disse jeg du han hun vi i man mig dig ham hende os jer min mit mine
        din dit dine sin sit sine hans hendes dens dets vores jeres deres hvem hvad hvilken hvilket hvilke hvor
        hvornår hvorfor hvordan som er var være været bliver blev blive har havde have haft kan kunne skal
        skulle vil ville må måtte bør af at efter fra for før ved til på om over under med mellem mod uden
        gennem siden hos ind ud op ned og eller men så hvis når da fordi selvom ikke ingen intet nogen noget
        nogle alle alt hver begge anden andet andre samme her også kun meget mere mest
    """,
    "dutch": """
        de het een deze dit die dat ik jij je u hij zij ze wij we jullie hen hun mij me jou hem haar ons mijn
        jouw zijn onze uw zich wie wat welk welke waar wanneer waarom hoe is was waren ben bent geweest wordt
        worden werd werden heb hebt heeft hebben had hadden kan kunnen kon konden zal zullen zou zouden moet
        moeten moest mag mogen mocht wil van in op aan te ten ter met voor door over bij naar uit om tot onder
        boven tussen tegen zonder na sinds tijdens binnen buiten en of maar als toen dan omdat doordat hoewel
        zodat terwijl indien niet geen iets niets iemand niemand alle alles elk elke beide ander andere hier
        daar er ook nog al wel zeer meer meest
    """,
    "english": """
        a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself
        yourselves he him his himself she her hers herself it its itself they them their theirs themselves one
        oneself who whom whose which what when where why how whoever whomever whatever whichever whenever
        wherever however someone somebody something anyone anybody anything everyone everybody everything nobody
        nothing none am is are was were be been being do does did doing done have has had having can could may
        might must shall should will would ought about above across after against along alongside amid among
        amongst around as at before behind below beneath beside besides between beyond by despite during except
        for from in inside into near of off on onto out outside over past per since than through throughout till
        to toward towards under underneath until unto up upon versus via with within without and but or nor so
        yet if unless whether because although though while whereas lest not no any some all both each every
        either neither few many much more most less least several such other others another same own here there
        then thus hence therefore thereby therein thereof whereby wherein very too also just only even still
        quite rather again ever never always often already d ll m re s t ve dont doesnt didnt isnt arent wasnt
        werent hasnt havent hadnt wont wouldnt shouldnt couldnt cant cannot don doesn didn isn aren wasn weren
        hasn haven hadn wouldn shouldn couldn
    """,
    "finnish": """
        minä sinä hän me te he se ne tämä tuo nämä nuo minun sinun hänen meidän teidän heidän sen niiden tämän
        minut sinut hänet meidät teidät heidät sitä niitä tätä siinä siitä siihen sillä tässä tästä joka jotka
        jonka joiden jota joita jossa josta johon mikä mitkä mitä minkä kuka ketkä kenen missä mistä mihin
        milloin miksi miten kuinka olen olet on olemme olette ovat oli olivat ollut olleet olla ole en et ei
        emme ette eivät ollaan voi voivat ja tai vai mutta vaan että jos kun koska kuin kuten sekä eli myös vain
        jo vielä niin noin hyvin ennen jälkeen kanssa ilman mukaan välillä alla päällä yli ali läpi kohti
        vastaan sitten tässä siellä täällä kaikki jokainen joku jokin muu muut muita sama itse
    """,
    "french": """
        le la les un une des du de au aux ce cet cette ces je tu il elle on nous vous ils elles me te se lui
        leur leurs y en moi toi soi eux mon ma mes ton ta tes son sa ses notre nos votre vos qui que quoi dont
        où quel quelle quels quelles lequel laquelle lesquels lesquelles quand comment pourquoi combien est sont
        était étaient être été suis es sommes êtes sera seront serait a ai as avons avez ont avait avaient avoir
        eu aura auront peut peuvent pouvait doit doivent à dans par pour sur sous avec sans entre vers chez
        contre depuis pendant avant après devant derrière selon malgré et ou mais donc or ni car si comme
        lorsque puisque quoique parce afin ne pas plus moins très trop aussi même tout toute tous toutes chaque
        aucun aucune autre autres ici là cela ça ceci c d j l m n s t qu jusqu lorsqu puisqu quoiqu
    """,
    "german": """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene
        jenes ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein meine dein deine sein
        seine seiner seinem seinen ihre ihrer ihrem ihren unser unsere euer eure wer wen wem wessen was welche
        welcher welches welchen welchem wo wann warum weshalb wie woher wohin ist sind war waren bin bist seid
        gewesen wird werden wurde wurden worden hat haben habe hast hatte hatten kann können konnte konnten soll
        sollen sollte muss müssen musste darf dürfen durfte mag will wollen wollte würde würden von vom zu zum
        zur in im an am auf aus bei beim bis durch für gegen mit nach ohne seit über um unter vor zwischen
        während wegen trotz hinter neben und oder aber denn sondern weil dass ob wenn als obwohl damit falls
        nicht kein keine keinen keinem keiner nichts alle alles allem jeder jede jedes beide andere anderen man
        hier da dort dann auch nur noch schon sehr so mehr
    """,
    "hungarian": """
        a az egy ez azok ezek én te ő mi ti ők engem téged őt minket titeket őket nekem neki nekik aki akik ami
        amely amelyek amit akit hol mikor miért hogyan hogy milyen melyik mely ki kik mit van vannak volt voltak
        lesz lenne lehet legyen nincs nem ne is és vagy de hanem mert ha mint bár míg amíg tehát pedig még már
        csak nagyon majd úgy így itt ott alatt felett között mellett után előtt által szerint nélkül ellen felé
        óta miatt minden mindig más sem meg el ki be fel le
    """,
    "italian": """
        il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo alla
        ai agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli
        sulle questo questa questi queste quello quella quelli quelle io tu lui lei noi voi loro mi ti si ci vi
        ne me te sé mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra vostro vostra chi che cui
        quale quali quanto quando dove come perché è sono era erano essere stato stata stati state sia ha hanno
        ho hai abbiamo aveva avevano avere può possono deve devono e ed o oppure ma se anche però dunque né
        mentre poiché non più meno molto tutto tutta tutti tutte ogni altro altra altri altre senza sotto sopra
        dopo prima contro verso presso durante qui là c d l s un all dall dell nell sull coll gl agl dagl degl
        negl sugl quell quest
    """,
    "norwegian": """
        en ei et den det de dem denne dette disse jeg eg du han hun ho vi dere dykk meg deg ham henne oss min
        mitt mine din ditt dine sin sitt sine hans hennes vår vårt våre deres hvem hva hvilken hvilket hvilke
        hvor når hvorfor hvordan kven kva kvifor korleis som er var være vært vere blir ble bli har hadde ha
        hatt kan kunne skal skulle vil ville må måtte bør av at etter fra frå for før ved til på i om over under
        med mellom mot uten utan gjennom siden hos inn ut opp ned og eller men så hvis dersom da fordi selv om
        ikke ikkje ingen noe noen nokon alle alt hver begge annen annet andre samme her der også bare svært mer
        mest man
    """,
    "portuguese": """
        o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para
        com sem sob sobre entre até após desde contra durante este esta estes estas esse essa esses essas aquele
        aquela aqueles aquelas isto isso aquilo eu tu ele ela nós vós eles elas você vocês me te se lhe lhes meu
        minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas que quem qual quais cujo cuja onde
        quando como porque quanto é são era eram foi foram ser sido está estão estava estar tem têm tinha tinham
        ter há pode podem deve devem e ou mas nem se pois embora não mais menos muito muita muitos muitas todo
        toda todos todas cada outro outra outros outras mesmo também só já ainda aqui ali lá num numa dele dela
        deles delas
    """,
    "romanian": """
        un o niște al a ai ale cel cea cei cele lui acest această acești aceste acel acea acei acele eu tu el ea
        noi voi ei ele mă te îl îi ne vă le se mi ți își meu mea mei mele tău ta tăi tale său sa săi sale nostru
        noastră vostru lor cine ce care cui unde când cum cât câți de la în din cu pe pentru prin până după fără
        între sub peste contra spre către despre este sunt era erau fi fost am ai are au avea aveau poate pot
        trebuie și sau dar ci nici dacă deși deoarece fiindcă ca că să nu mai foarte tot toată toți toate
        fiecare alt altă alți alte aici acolo doar numai încă deja
    """,
    "russian": """
        и в во не что он на я с со как а то все всё она так его но да ты к у же вы за бы по только её ее мне
        было вот от меня ещё еще нет о об из ему когда даже ну вдруг ли если уже или ни быть был него до вас
        опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам
        чтоб чтобы без будто чего тоже себе под будет ж тогда кто этот того потому этого какой какая какие
        совсем ним здесь этом один почти мой тем нее неё были куда зачем всех при об над после через между перед
        это эта эти этой этих этим тот та те той тех свой своя своё свои своего своей своих наш наша наше наши
        ваш который которая которое которые которого которой которых более менее очень также из-за
    """,
    "spanish": """
        el la los las un una unos unas lo al del de a en con por para sin sobre bajo entre hasta desde hacia
        contra según durante tras ante este esta estos estas ese esa esos esas aquel aquella aquellos aquellas
        esto eso aquello yo tú él ella usted nosotros vosotros ellos ellas ustedes me te se nos os le les mi mis
        tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra que qué quien quién quienes cual cuál
        cuales cuyo cuya donde dónde cuando cuándo como cómo cuanto porque es son era eran fue fueron ser sido
        soy está están estaba estar ha han había habían haber hay he tiene tienen puede pueden debe deben y e o
        u pero sino ni si aunque pues mientras no más menos muy mucho mucha muchos muchas todo toda todos todas
        cada otro otra otros otras mismo misma también sólo solo ya aquí ahí allí
    """,
    "swedish": """
        en ett den det de dem denna detta dessa jag du han hon vi ni man mig dig honom henne oss er min mitt
        mina din ditt dina sin sitt sina hans hennes dess vår vårt våra ert era deras vem vad vilken vilket
        vilka var när varför hur som är vara varit blir blev bli har hade ha haft kan kunde ska skall skulle
        vill ville må måste bör av att efter från för före vid till på i om över under med mellan mot utan genom
        sedan hos in ut upp ner och eller men så ifall då eftersom fast inte ej ingen inget inga någon något
        några alla allt varje båda annan annat andra samma här där också bara mycket mer mest än
    """,
}  # fmt: skip


@lru_cache(None)
def stop_words(analyzer: str) -> frozenset[str]:
    """The spellings of the function words of the language that the analyzer of that name is for; none for another."""
    return frozenset(fold(word.lower()) for word in _WORDS.get(analyzer, "").split())

package papers

// A word is one that papers print, or a phrase with %d or %s for its numbers.
type word int

// The words. Each language has a table of them all, which a test holds complete.
const (
	wNone word = iota // no words, for a caption that is left out
	wPage
	wOf
	wDate
	wPhone
	wFrom
	wShipTo
	wTo
	wQuantity
	wTotal
	wTotal22
	wParcels
	wPackingSlip
	wOrder
	wParcel
	wParcelReference
	wPieces
	wBox
	wBin
	wSKU
	wItem
	wPacked
	wGiftMessage
	wCustomsDeclaration
	wMayBeOpened
	wItemNumber
	wSenderReference
	wImporterReference
	wContents
	wQuantityContents
	wNetWeight
	wValueIn
	wHSCode
	wOrigin
	wTotalGross
	wTotalNet
	wTotalValue
	wPostalCharges
	wCategory
	wGift
	wDocuments
	wSale
	wSample
	wReturned
	wOther
	wExplanation
	wComments
	wLicence
	wCertificate
	wInvoice
	wOffice
	wCertify22
	wCertify23
	wSenderSignature
	wCommercialInvoice
	wInvoiceNumber
	wSeller
	wConsignee
	wTaxID
	wReason
	wIncoterm
	wTrackingNumbers
	wGoods
	wOriginShort
	wUnitValue
	wLineValue
	wGoodsTotal
	wFreight
	wInvoiceTotal
	wCurrency
	wStatement
	wNameAndSignature
	wPlaceAndDate
	wManifest
	wManifestNumber
	wAccount
	wService
	wWeight
	wNumber
	wTrackingNumber
	wReference
	wDestination
	wHandedBy
	wReceivedBy
	wDateAndTime
	wCountedParcels
	wordCount
)

// words are all words in a language.
type words [wordCount]string

var tables = map[Language]*words{English: &english, French: &french, Polish: &polish}

var english = words{
	wPage:               "Page %d of %d",
	wOf:                 "%d of %d",
	wDate:               "Date",
	wPhone:              "Tel.",
	wFrom:               "From",
	wShipTo:             "Ship to",
	wTo:                 "To",
	wQuantity:           "Quantity",
	wTotal:              "Total",
	wTotal22:            "Total: gross weight, value",
	wParcels:            "Parcels",
	wPackingSlip:        "Packing slip",
	wOrder:              "Order",
	wParcel:             "Parcel",
	wParcelReference:    "Parcel reference",
	wPieces:             "Pieces",
	wBox:                "Box",
	wBin:                "Bin",
	wSKU:                "Article no.",
	wItem:               "Item",
	wPacked:             "Packed",
	wGiftMessage:        "Gift message",
	wCustomsDeclaration: "Customs declaration",
	wMayBeOpened:        "May be opened officially",
	wItemNumber:         "Number of item",
	wSenderReference:    "Sender's customs reference",
	wImporterReference:  "Importer's reference (tax code, VAT or importer number)",
	wContents:           "Detailed description of contents",
	wQuantityContents:   "Quantity and detailed description of contents",
	wNetWeight:          "Net weight (kg)",
	wValueIn:            "Value (%s)",
	wHSCode:             "HS tariff number",
	wOrigin:             "Country of origin of goods",
	wTotalGross:         "Total gross weight (kg)",
	wTotalNet:           "Total net weight (kg)",
	wTotalValue:         "Total value",
	wPostalCharges:      "Postal charges and fees",
	wCategory:           "Category of item",
	wGift:               "Gift",
	wDocuments:          "Documents",
	wSale:               "Sale of goods",
	wSample:             "Commercial sample",
	wReturned:           "Returned goods",
	wOther:              "Other",
	wExplanation:        "Explanation",
	wComments:           "Comments (such as goods subject to quarantine, sanitary or phytosanitary inspection or other restrictions)",
	wLicence:            "Licence, number",
	wCertificate:        "Certificate, number",
	wInvoice:            "Invoice, number",
	wOffice:             "Office of origin and date of posting",
	wCertify22:          "I, the undersigned, whose name and address are given on the item, certify that the particulars given in this declaration are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations.",
	wCertify23:          "I certify that the particulars given in this customs declaration are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations.",
	wSenderSignature:    "Date and sender's signature",
	wCommercialInvoice:  "Commercial invoice",
	wInvoiceNumber:      "Invoice no.",
	wSeller:             "Seller and exporter",
	wConsignee:          "Consignee and importer",
	wTaxID:              "Tax, VAT or EORI no.",
	wReason:             "Reason for export",
	wIncoterm:           "Terms of delivery (Incoterms 2020)",
	wTrackingNumbers:    "Tracking numbers",
	wGoods:              "Description of goods",
	wOriginShort:        "Origin",
	wUnitValue:          "Unit value",
	wLineValue:          "Value",
	wGoodsTotal:         "Total value of goods",
	wFreight:            "Freight and insurance",
	wInvoiceTotal:       "Invoice total",
	wCurrency:           "Currency",
	wStatement:          "I declare that the particulars on this invoice are true and correct and that the contents of this shipment are as stated above.",
	wNameAndSignature:   "Name, position and signature",
	wPlaceAndDate:       "Place and date",
	wManifest:           "End-of-day manifest",
	wManifestNumber:     "Manifest no.",
	wAccount:            "Account",
	wService:            "Service",
	wWeight:             "Weight (%s)",
	wNumber:             "No.",
	wTrackingNumber:     "Tracking number",
	wReference:          "Reference",
	wDestination:        "Destination",
	wHandedBy:           "Handed over by: name and signature",
	wReceivedBy:         "Received by the driver: name and signature",
	wDateAndTime:        "Date and time",
	wCountedParcels:     "Parcels counted",
}

var french = words{
	wPage:               "Page %d sur %d",
	wOf:                 "%d sur %d",
	wDate:               "Date",
	wPhone:              "Tél.",
	wFrom:               "Expéditeur",
	wShipTo:             "Destinataire",
	wTo:                 "Destinataire",
	wQuantity:           "Quantité",
	wTotal:              "Total",
	wTotal22:            "Total : poids brut, valeur",
	wParcels:            "Colis",
	wPackingSlip:        "Liste de colisage",
	wOrder:              "Commande",
	wParcel:             "Colis",
	wParcelReference:    "Référence du colis",
	wPieces:             "Pièces",
	wBox:                "Carton",
	wBin:                "Emplacement",
	wSKU:                "Référence",
	wItem:               "Article",
	wPacked:             "Emballé",
	wGiftMessage:        "Message cadeau",
	wCustomsDeclaration: "Déclaration en douane",
	wMayBeOpened:        "Peut être ouvert d'office",
	wItemNumber:         "Nº de l'envoi",
	wSenderReference:    "Référence en douane de l'expéditeur",
	wImporterReference:  "Référence de l'importateur (code fiscal, nº de TVA ou d'importateur)",
	wContents:           "Description détaillée du contenu",
	wQuantityContents:   "Quantité et description détaillée du contenu",
	wNetWeight:          "Poids net (kg)",
	wValueIn:            "Valeur (%s)",
	wHSCode:             "Nº tarifaire du SH",
	wOrigin:             "Pays d'origine des marchandises",
	wTotalGross:         "Poids brut total (kg)",
	wTotalNet:           "Poids net total (kg)",
	wTotalValue:         "Valeur totale",
	wPostalCharges:      "Frais de port et autres frais",
	wCategory:           "Catégorie de l'envoi",
	wGift:               "Cadeau",
	wDocuments:          "Documents",
	wSale:               "Vente de marchandises",
	wSample:             "Échantillon commercial",
	wReturned:           "Retour de marchandise",
	wOther:              "Autre",
	wExplanation:        "Explication",
	wComments:           "Observations (par exemple marchandise soumise à la quarantaine, à des contrôles sanitaires, phytosanitaires ou à d'autres restrictions)",
	wLicence:            "Licence, nº",
	wCertificate:        "Certificat, nº",
	wInvoice:            "Facture, nº",
	wOffice:             "Bureau d'origine et date de dépôt",
	wCertify22:          "Je soussigné, dont le nom et l'adresse figurent sur l'envoi, certifie que les renseignements donnés dans la présente déclaration sont exacts et que cet envoi ne contient aucun objet dangereux ou interdit par la législation ou la réglementation postale ou douanière.",
	wCertify23:          "Je certifie que les renseignements donnés dans la présente déclaration en douane sont exacts et que cet envoi ne contient aucun objet dangereux ou interdit par la législation ou la réglementation postale ou douanière.",
	wSenderSignature:    "Date et signature de l'expéditeur",
	wCommercialInvoice:  "Facture commerciale",
	wInvoiceNumber:      "Facture nº",
	wSeller:             "Vendeur et exportateur",
	wConsignee:          "Destinataire et importateur",
	wTaxID:              "Nº fiscal, TVA ou EORI",
	wReason:             "Motif de l'exportation",
	wIncoterm:           "Conditions de livraison (Incoterms 2020)",
	wTrackingNumbers:    "Numéros de suivi",
	wGoods:              "Désignation des marchandises",
	wOriginShort:        "Origine",
	wUnitValue:          "Valeur unitaire",
	wLineValue:          "Valeur",
	wGoodsTotal:         "Valeur totale des marchandises",
	wFreight:            "Transport et assurance",
	wInvoiceTotal:       "Total de la facture",
	wCurrency:           "Monnaie",
	wStatement:          "Je déclare que les renseignements de cette facture sont exacts et que le contenu de cet envoi est conforme à ce qui est indiqué ci-dessus.",
	wNameAndSignature:   "Nom, fonction et signature",
	wPlaceAndDate:       "Lieu et date",
	wManifest:           "Bordereau de remise",
	wManifestNumber:     "Bordereau nº",
	wAccount:            "Compte",
	wService:            "Service",
	wWeight:             "Poids (%s)",
	wNumber:             "Nº",
	wTrackingNumber:     "Numéro de suivi",
	wReference:          "Référence",
	wDestination:        "Destination",
	wHandedBy:           "Remis par : nom et signature",
	wReceivedBy:         "Reçu par le chauffeur : nom et signature",
	wDateAndTime:        "Date et heure",
	wCountedParcels:     "Colis comptés",
}

var polish = words{
	wPage:               "Strona %d z %d",
	wOf:                 "%d z %d",
	wDate:               "Data",
	wPhone:              "Tel.",
	wFrom:               "Nadawca",
	wShipTo:             "Odbiorca",
	wTo:                 "Adresat",
	wQuantity:           "Ilość",
	wTotal:              "Razem",
	wTotal22:            "Razem: masa brutto, wartość",
	wParcels:            "Paczki",
	wPackingSlip:        "Specyfikacja wysyłkowa",
	wOrder:              "Zamówienie",
	wParcel:             "Paczka",
	wParcelReference:    "Oznaczenie paczki",
	wPieces:             "Sztuki",
	wBox:                "Karton",
	wBin:                "Lokalizacja",
	wSKU:                "Nr artykułu",
	wItem:               "Nazwa",
	wPacked:             "Zapak.",
	wGiftMessage:        "Wiadomość do prezentu",
	wCustomsDeclaration: "Deklaracja celna",
	wMayBeOpened:        "Może być otwarte z urzędu",
	wItemNumber:         "Numer przesyłki",
	wSenderReference:    "Numer celny nadawcy",
	wImporterReference:  "Numer importera (NIP, VAT lub numer celny)",
	wContents:           "Szczegółowy opis zawartości",
	wQuantityContents:   "Ilość i szczegółowy opis zawartości",
	wNetWeight:          "Masa netto (kg)",
	wValueIn:            "Wartość (%s)",
	wHSCode:             "Kod taryfy HS",
	wOrigin:             "Kraj pochodzenia towaru",
	wTotalGross:         "Łączna masa brutto (kg)",
	wTotalNet:           "Łączna masa netto (kg)",
	wTotalValue:         "Łączna wartość",
	wPostalCharges:      "Opłaty pocztowe",
	wCategory:           "Rodzaj przesyłki",
	wGift:               "Prezent",
	wDocuments:          "Dokumenty",
	wSale:               "Sprzedaż towarów",
	wSample:             "Próbka handlowa",
	wReturned:           "Zwrot towaru",
	wOther:              "Inne",
	wExplanation:        "Wyjaśnienie",
	wComments:           "Uwagi (np. towary podlegające kwarantannie, kontroli sanitarnej, fitosanitarnej lub innym ograniczeniom)",
	wLicence:            "Licencja, numer",
	wCertificate:        "Świadectwo, numer",
	wInvoice:            "Faktura, numer",
	wOffice:             "Urząd nadania i data nadania",
	wCertify22:          "Ja, niżej podpisany, którego nazwisko i adres podano na przesyłce, oświadczam, że dane w tej deklaracji są prawdziwe i że przesyłka nie zawiera przedmiotów niebezpiecznych ani zabronionych przez prawo lub przepisy pocztowe lub celne.",
	wCertify23:          "Oświadczam, że dane w tej deklaracji celnej są prawdziwe i że przesyłka nie zawiera przedmiotów niebezpiecznych ani zabronionych przez prawo lub przepisy pocztowe lub celne.",
	wSenderSignature:    "Data i podpis nadawcy",
	wCommercialInvoice:  "Faktura handlowa",
	wInvoiceNumber:      "Faktura nr",
	wSeller:             "Sprzedawca i eksporter",
	wConsignee:          "Odbiorca i importer",
	wTaxID:              "NIP, VAT lub EORI",
	wReason:             "Powód wywozu",
	wIncoterm:           "Warunki dostawy (Incoterms 2020)",
	wTrackingNumbers:    "Numery przesyłek",
	wGoods:              "Opis towarów",
	wOriginShort:        "Kraj poch.",
	wUnitValue:          "Wartość jedn.",
	wLineValue:          "Wartość",
	wGoodsTotal:         "Łączna wartość towarów",
	wFreight:            "Transport i ubezpieczenie",
	wInvoiceTotal:       "Wartość faktury",
	wCurrency:           "Waluta",
	wStatement:          "Oświadczam, że dane na tej fakturze są prawdziwe i że zawartość przesyłki jest zgodna z podaną powyżej.",
	wNameAndSignature:   "Nazwisko, stanowisko i podpis",
	wPlaceAndDate:       "Miejscowość i data",
	wManifest:           "Wykaz nadanych paczek",
	wManifestNumber:     "Wykaz nr",
	wAccount:            "Konto",
	wService:            "Usługa",
	wWeight:             "Masa (%s)",
	wNumber:             "Lp.",
	wTrackingNumber:     "Numer przesyłki",
	wReference:          "Oznaczenie",
	wDestination:        "Kierunek",
	wHandedBy:           "Wydał: nazwisko i podpis",
	wReceivedBy:         "Odebrał kierowca: nazwisko i podpis",
	wDateAndTime:        "Data i godzina",
	wCountedParcels:     "Paczek policzono",
}

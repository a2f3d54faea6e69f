package tariff

import "slices"

// services returns the services that a row is for: those in its services
// column, all when it is blank.
func (t *table) services(card *Card) []*service {
	names := t.list("services")
	if len(names) == 0 {
		return card.services
	}
	var found []*service
	for _, name := range names {
		i := slices.IndexFunc(card.services, func(s *service) bool { return s.id == name })
		if i < 0 {
			t.fail(t.at("services"), "service %q is not in services.csv", name)
			continue
		}
		found = append(found, card.services[i])
	}
	return found
}

// zoneSet returns which zones of a service the labels name: all when there are
// none.
func (s *service) zoneSet(labels []string) uint64 {
	if len(labels) == 0 {
		return 1<<len(s.zones) - 1
	}
	var set uint64
	for i := range s.zones {
		if slices.Contains(labels, s.zones[i].label) {
			set |= 1 << i
		}
	}
	return set
}

// checkZones reports zones that none of the row's services has.
func (t *table) checkZones(services []*service) {
	for _, label := range t.list("zones") {
		if !slices.ContainsFunc(services, func(s *service) bool { return slices.Contains(s.sheet.labels, label) }) {
			t.fail(t.at("zones"), "zone %q is not one of the row's services", label)
		}
	}
}

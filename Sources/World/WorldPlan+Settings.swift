// Individual settings, spread evenly over the people. The viewers of one owner are drawn from parts of the
// others that do not overlap, so no pair is met twice; half of them are colleagues, where there are enough.

import EntenteProtocol

/// What one person has set another to.
package struct PlannedSetting: Sendable, Hashable {
    /// Whose setting it is.
    package let owner: Int
    /// For whom.
    package let viewer: Int
    /// What they are set to.
    package let level: Level
}

extension WorldPlan {
    /// How many individual settings there are.
    package var settingCount: Int {
        let wanted = userCount * Int(numbers.settingsPerHundredUsers) / 100
        return min(wanted, userCount * (userCount - 1))
    }

    /// An individual setting.
    package func setting(_ setting: Int) -> PlannedSetting {
        let owner = setting * userCount / settingCount
        let first = Self.first(settingCount, of: owner, among: userCount)
        let count = Self.first(settingCount, of: owner + 1, among: userCount) - first
        let viewer = viewer(of: owner, place: setting - first, of: count, draw: setting)
        let levels: [Level] = [
            .blocked, .unknown, .external, .employee, .employee, .teamColleague, .teamColleague, .assistant,
            .assistantPlus,
        ]
        let level = levels[scatter(.settings).below(levels.count, setting)]
        return PlannedSetting(owner: owner, viewer: viewer, level: level)
    }

    /// How many settings its owner made before this one.
    func settingPlace(_ setting: Int) -> Int {
        setting - Self.first(settingCount, of: setting * userCount / settingCount, among: userCount)
    }

    /// The first of `count` things, spread over `owners`, that belongs to `owner` or one after.
    private static func first(_ count: Int, of owner: Int, among owners: Int) -> Int {
        (owner * count + owners - 1) / owners
    }

    private func viewer(of owner: Int, place: Int, of count: Int, draw: Int) -> Int {
        let colleagues = users(of: organization(of: owner))
        let strangerCount = userCount - colleagues.count
        let near = min(max((count + 1) / 2, count - strangerCount), colleagues.count - 1)
        if place < near {
            let step = part(place, of: near, width: colleagues.count - 1, draw)
            return colleagues.lowerBound + (owner - colleagues.lowerBound + 1 + step) % colleagues.count
        }
        let step = part(place - near, of: count - near, width: strangerCount, draw)
        return (colleagues.upperBound + step) % userCount
    }

    /// A number of the `place`-th of `count` equal parts of 0 to `width`.
    private func part(_ place: Int, of count: Int, width: Int, _ draw: Int) -> Int {
        let low = place * width / count
        let high = (place + 1) * width / count
        return low + scatter(.settings).below(high - low, draw, draw: 1)
    }
}
